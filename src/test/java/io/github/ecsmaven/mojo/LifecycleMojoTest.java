package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.ecsmaven.ReadmeSection;
import io.github.ecsmaven.aws.SystemProperties;
import io.github.ecsmaven.ecr.Repositories;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.ecs.EcsOptions;
import io.github.ecsmaven.sandbox.ecs.EcsSandbox;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ecs:lifecycle}, and {@code ecs:push} before its push, do about images in use. */
class LifecycleMojoTest {
    private static final String ORDERS =
            "<cluster>shop</cluster><service>orders</service><repository>orders</repository>";

    private final SystemProperties properties = new SystemProperties();
    private final List<EcsSandbox> worlds = new ArrayList<>();
    private final RecordingLog log = new RecordingLog(new Terminal());
    private Sandbox sandbox;

    @TempDir
    private Path module;

    @BeforeEach
    void anOldImageRuns() throws IOException {
        properties.with("aws.accessKeyId", Identities.CI).with("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
        sandbox = Sandbox.start(SandboxOptions.defaults().withService(joined -> {
            worlds.add(new EcsSandbox(EcsOptions.in(joined)));
            return worlds.get(0);
        }));
        sandbox.ecr().createRepository("orders");
        sandbox.ecr().previewsTake(Duration.ofMillis(20));
        String running = image(20, "1.3.0", "c-7d1f");
        image(9, "1.4.0", "c-83ab");
        image(1, "1.5.0-SNAPSHOT", "c-e04c");
        image(5);
        worlds.get(0).seedCluster("shop");
        worlds.get(0)
                .seedService(
                        "shop",
                        "orders",
                        """
                        {"family":"orders","networkMode":"awsvpc","requiresCompatibilities":["FARGATE"],"cpu":"256",
                         "memory":"512","executionRoleArn":"ecsTaskExecutionRole",
                         "containerDefinitions":[{"name":"app","image":"%s/orders@%s"}]}"""
                                .formatted(sandbox.registry(), running),
                        1);
        Files.writeString(module.resolve("Dockerfile"), "FROM scratch\n");
    }

    @AfterEach
    void close() {
        sandbox.close();
        properties.close();
    }

    private String image(int days, String... tags) {
        return sandbox.ecr()
                .seedImage(
                        "orders",
                        sandbox.clock().instant().minus(Duration.ofDays(days)).minusSeconds(60),
                        tags);
    }

    private static String rules(String... rules) {
        return "<lifecycle><rules><rule>" + String.join("</rule><rule>", rules) + "</rule></rules></lifecycle>";
    }

    private static final String TWO_BUILDS =
            "<selection>tagged</selection><tagPrefixes><prefix>c-</prefix></tagPrefixes>"
                    + "<maximumNumberOfImages>2</maximumNumberOfImages>";
    private static final String UNTAGGED = "<selection>untagged</selection><maximumAgeLimit>7</maximumAgeLimit>";

    private ConfiguredGoal goal(String xml) {
        return new ConfiguredGoal(module)
                .withXml(xml)
                .with("ecs.region", sandbox.region())
                .with("ecs.endpoint", sandbox.endpoint().toString());
    }

    private void run(ConfiguredGoal configured) throws Exception {
        LifecycleMojo goal = configured.fill(LifecycleMojo.class);
        goal.setLog(log);
        goal.execute();
    }

    @Test
    void aPolicyThatTakesWhatRunsIsNotPut() throws Exception {
        Throwable refusal = catchThrowable(() -> run(goal(ORDERS + rules(TWO_BUILDS, UNTAGGED))));

        assertThat(refusal).hasMessageContaining("service 'orders' in cluster 'shop' runs it");
        assertThat(sandbox.ecr().lifecyclePolicy("orders")).isNull();
        ReadmeSection.assertReads(
                "lifecycle-refused",
                "```\n" + refusal.getMessage().replaceAll("sha256:[0-9a-f]{12}", "sha256:0fdf43738b7e") + "\n```\n");
    }

    @Test
    void theUserMayWantItAllTheSame() throws Exception {
        run(goal(ORDERS + rules(TWO_BUILDS, UNTAGGED)).with("ecs.onReferencedImages", "warn"));

        assertThat(sandbox.ecr().lifecyclePolicy("orders")).isNotNull();
        assertThat(log.text())
                .containsSubsequence(
                        "[WARNING] In use, and taken by the lifecycle policy: sha256:",
                        "[INFO] Created the lifecycle policy of orders:",
                        "[INFO]   Of the 4 images there, these go if nothing is pushed: 1 now, 1 more in the next 7 days,"
                                + " 0 more in the next 30 days.");
    }

    @Test
    void thePushIsNotEvenBegun() {
        PushMojo goal = goal(ORDERS + rules(TWO_BUILDS, UNTAGGED)).fill(PushMojo.class);
        RepositoryLocation where = goal.moduleImage().repository();
        Repository repository =
                new Repositories(goal.aws().registry(where)).find(where).orElseThrow();

        assertThatThrownBy(() -> goal.guardImagesInUse(repository, List.of(new Tag("1.5.0"))))
                .hasMessageContaining("Nothing was pushed.")
                .hasMessageContaining("1.3.0, c-7d1f");
    }

    @Test
    void whereTheGoalIsLeftOutNobodyLooks() {
        PushMojo goal = goal(ORDERS + rules(TWO_BUILDS))
                .with("ecs.lifecycle.skip", "true")
                .fill(PushMojo.class);
        RepositoryLocation where = goal.moduleImage().repository();
        Repository repository =
                new Repositories(goal.aws().registry(where)).find(where).orElseThrow();
        sandbox.requestLog().clear();

        goal.guardImagesInUse(repository, List.of(new Tag("1.5.0")));

        assertThat(sandbox.requestLog().operations()).isEmpty();
    }

    @Test
    void aPolicyThatForgetsContentTagsIsToldSo() throws Exception {
        run(goal(ORDERS + rules(UNTAGGED)));

        assertThat(log.text())
                .contains("[WARNING] No rule of the lifecycle policy of orders is about content tags (c-…)");
    }

    @Test
    void withoutPermissionForThePreviewNothingIsPut() {
        sandbox.identities().addUser("AKIALIMITED7EXAMPLE", "limited", Set.of("ecr:GetLifecyclePolicyPreview"));
        properties.with("aws.accessKeyId", "AKIALIMITED7EXAMPLE");

        assertThatThrownBy(() -> run(goal(ORDERS
                        + rules("<selection>any</selection><maximumNumberOfImages>9" + "</maximumNumberOfImages>"))))
                .hasMessageContaining("may not ecr:GetLifecyclePolicyPreview")
                .hasMessageContaining("The policy was not put.");
        assertThat(sandbox.ecr().lifecyclePolicy("orders")).isNull();
    }

    @Test
    void somebodyElsesPolicyIsLookedAtWhereTheUserSaysSo() throws Exception {
        try (var ecr = SdkClients.ecr(sandbox)) {
            ecr.putLifecyclePolicy(
                    r -> r.repositoryName("orders")
                            .lifecyclePolicyText(
                                    """
                            {"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"sinceImagePushed",
                              "countUnit":"days","countNumber":10},"action":{"type":"expire"}}]}"""));
        }
        run(goal(ORDERS));
        assertThat(log.text()).doesNotContain("The lifecycle policy of orders");

        assertThatThrownBy(() -> run(goal(ORDERS).with("ecs.onReferencedImages", "fail")))
                .hasMessageContaining("It is in force: ECR acts within a day.");
        run(goal(ORDERS).with("ecs.onReferencedImages", "warn"));

        assertThat(log.text())
                .containsSubsequence(
                        "[WARNING] In use", "[INFO] The lifecycle policy of orders, which this project does not put:");
    }

    @Test
    void limitsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> run(goal(ORDERS).with("ecs.onReferencedImages", "shout")))
                .hasMessageContaining("<onReferencedImages> is 'shout', and it can be fail, warn or ignore.");
        assertThatThrownBy(() -> run(goal(ORDERS).with("ecs.maxExpirePercent", "101")))
                .hasMessageContaining("<maxExpirePercent> is 101, and it can be 0 to 100.");
    }

    @Test
    void theBrakeHoldsWhateverIsUsed() {
        assertThatThrownBy(() -> run(goal(ORDERS
                                + rules("<selection>any</selection><maximumNumberOfImages>1"
                                        + "</maximumNumberOfImages>"))
                        .with("ecs.onReferencedImages", "ignore")
                        .with("ecs.maxExpirePercent", "50")))
                .hasMessageContaining("would take 3 of 4 images at once, 75 %, and <maxExpirePercent> is 50");
        assertThat(sandbox.ecr().lifecyclePolicy("orders")).isNull();
    }
}
