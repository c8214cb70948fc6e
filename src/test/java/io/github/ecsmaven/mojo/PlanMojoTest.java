package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.sandbox.IamPolicy;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;

/** What {@code ecs:plan} and {@code -Decs.dryRun} find out for a module, and that they change nothing. */
class PlanMojoTest extends PlannedScenario {
    private static final String CONTENT = "c-";
    private static final String SHOP =
            """
            <cluster>prod</cluster><service>shop</service>
            <lifecycle><rules><rule><selection>untagged</selection><maximumAgeLimit>7</maximumAgeLimit></rule></rules>
            </lifecycle>
            """;

    @BeforeEach
    void prepare() throws IOException {
        module.service("shop", "shop", 1);
        module.done();
    }

    private ConfiguredGoal goal(String xml) {
        return module.goal(xml);
    }

    private String plan(String xml) throws Exception {
        String said = module.run(PlanMojo.class, goal(xml));
        assertThat(module.done()).isEmpty();
        return said;
    }

    @Test
    void beforeTheFirstDeploymentAllIsToBeMade() throws Exception {
        String said = plan(SHOP);

        assertThat(said)
                .contains("Plan for shop 1.0.0:")
                .containsPattern("repository +create +shop\n")
                .containsPattern("lifecycle policy +create +shop\n.*rule 1: added untagged images expire 7 days")
                .containsPattern("image +create +shop:1.0.0\n.*built from .*Dockerfile: no image of this content")
                .containsPattern(
                        "task definition +create +the next revision of shop\n.*image: .* -> shop:1.0.0 \\(known after build\\)")
                .containsPattern("service +change +prod/shop\n.*taskDefinition: shop:1 -> the next revision of shop");
        assertThat(module.planned())
                .containsExactly(
                        "ecr:CreateRepository",
                        "push shop:" + CONTENT,
                        "ecr:PutImage",
                        "ecr:PutLifecyclePolicy",
                        "ecs:RegisterTaskDefinition",
                        "ecs:TagResource",
                        "ecs:UpdateService");
    }

    @Test
    void afterADeploymentNothingIsToBeDone() throws Exception {
        module.deploy("one", goal(SHOP));
        module.done();

        assertThat(plan(SHOP))
                .contains("Nothing would change.")
                .containsPattern("image +nothing .*\n.*in the repository as sha256:")
                .doesNotContain(" create ", " change ");
        assertThat(module.planFile().path("changes").asBoolean()).isFalse();
        assertThat(module.planFile().path("calls")).isEmpty();
    }

    @Test
    void theFileIsTheSameForTheSamePlan() throws Exception {
        plan(SHOP);
        byte[] first = Files.readAllBytes(directory.resolve("target/ecs/plan.json"));
        plan(SHOP);

        assertThat(directory.resolve("target/ecs/plan.json")).hasBinaryContent(first);
        JsonNode service = module.planFile().path("resources").path(4);
        assertThat(service.path("resource").asText()).isEqualTo("service");
        assertThat(service.path("action").asText()).isEqualTo("change");
        assertThat(service.path("fields").path(0).path("before").asText()).isEqualTo("shop:1");
    }

    @Test
    void aBuildThatIsToChangeNothingFailsWhenSomethingWould() throws Exception {
        assertThatThrownBy(() -> module.run(PlanMojo.class, goal(SHOP).with("ecs.plan.failOnChanges", "true")))
                .hasMessageContaining("mvn deploy would change something: repository shop, lifecycle policy shop, image"
                        + " shop:1.0.0, task definition the next revision of shop, service prod/shop.");
        assertThat(directory.resolve("target/ecs/plan.json")).exists();

        module.deploy("one", goal(SHOP));
        module.run(PlanMojo.class, goal(SHOP).with("ecs.plan.failOnChanges", "true"));
    }

    @Test
    void valuesOfVariablesAreNotShown() throws Exception {
        module.deploy("one", goal(SHOP));
        module.done();

        String said = plan(SHOP + "<environment><TOKEN>s3cret</TOKEN></environment><desiredCount>2</desiredCount>");

        assertThat(said)
                .contains("containerDefinitions.app.environment.TOKEN: added\n", "desiredCount: 1 -> 2")
                .doesNotContain("s3cret");
        assertThat(Files.readString(directory.resolve("target/ecs/plan.json"))).doesNotContain("s3cret");
    }

    @Test
    void whatRunsBeforeAndWhatGoesAfterwardsIsTold() throws Exception {
        module.deploy("one", goal(SHOP));
        module.deploy("two", goal(SHOP));
        module.build("three", goal(SHOP));
        module.done();

        assertThat(plan(SHOP
                        + "<keepRevisions>1</keepRevisions>"
                        + "<preDeployTask><command><arg>migrate</arg></command></preDeployTask>"))
                .contains(
                        "deregistered when the deployment has succeeded: shop:1, shop:2",
                        "a task of the new revision runs in container 'app' (<preDeployTask>)",
                        ". ecs:RunTask shop",
                        ". ecs:DeregisterTaskDefinition shop:1");
    }

    @Test
    void aForcedDeploymentIsAChange() throws Exception {
        module.deploy("one", goal(SHOP));
        module.done();

        assertThat(plan(SHOP + "<forceNewDeployment>true</forceNewDeployment>"))
                .contains("shop:2 is deployed again: <forceNewDeployment> is set", "1. ecs:UpdateService prod/shop");
    }

    @Test
    void goalsThatAreLeftOutAreLeftOutOfThePlan() throws Exception {
        module.run(PlanMojo.class, goal(SHOP).with("ecs.deploy.skip", "true").with("ecs.lifecycle.skip", "true"));

        assertThat(module.planned()).containsExactly("ecr:CreateRepository", "push shop:" + CONTENT, "ecr:PutImage");
    }

    @Test
    void anImageFromElsewhereNeedsNoRepository() throws Exception {
        String image = module.sandbox().registry() + "/before:1";

        assertThat(plan("<cluster>prod</cluster><service>shop</service><image>" + image + "</image>"))
                .doesNotContain("repository", "  image")
                .contains("containerDefinitions.app.image: ");
        assertThat(module.planned())
                .containsExactly("ecs:RegisterTaskDefinition", "ecs:TagResource", "ecs:UpdateService");
    }

    @Test
    void anImageThatIsToBeBuiltNeedsItsFiles() throws Exception {
        Files.delete(directory.resolve("app.txt"));

        assertThatThrownBy(() -> plan(SHOP)).hasMessageContaining("app.txt (Dockerfile:2)");
    }

    @Test
    void anOccupiedTagIsRefusedAsByThePush() throws Exception {
        String immutable = SHOP + "<imageTagMutability>IMMUTABLE</imageTagMutability>";
        module.deploy("one", goal(immutable));
        module.build("two", goal(immutable));

        assertThatThrownBy(() -> plan(immutable)).hasMessageContaining("the repository does not let the tag be moved");
    }

    @Test
    void anOccupiedTagIsRefusedBeforeTheBuildToo() throws Exception {
        String immutable = SHOP + "<imageTagMutability>IMMUTABLE</imageTagMutability>";
        module.deploy("one", goal(immutable));
        module.edit("two");

        assertThatThrownBy(() -> plan(immutable)).hasMessageContaining("the repository does not let the tag be moved");
    }

    @Test
    void aRevertedChangeIsAnImageThatIsThere() throws Exception {
        module.deploy("one", goal(SHOP));
        module.deploy("two", goal(SHOP));
        module.edit("one");
        module.done();

        assertThat(plan(SHOP)).containsPattern("image +change .*shop:1.0.0\n.*in the repository as sha256:");
        assertThat(module.planned()).startsWith("ecr:PutImage").doesNotContain("push shop:" + CONTENT);
    }

    @Test
    void aPolicyThatTakesAnImageInUseIsRefusedAsByTheGoal() throws Exception {
        module.deploy("one", goal(SHOP));
        module.deploy("two", goal(SHOP));
        module.done();
        String one = SHOP.replaceFirst(
                "(?s)<lifecycle>.*</lifecycle>",
                "<lifecycle><rules><rule><selection>any</selection><maximumNumberOfImages>1</maximumNumberOfImages>"
                        + "</rule></rules></lifecycle>");

        assertThatThrownBy(() -> plan(one)).hasMessageContaining("takes images that are in use");
        assertThat(module.done()).isEmpty();
    }

    @Test
    void whatIsForcedIsBuilt() throws Exception {
        module.deploy("one", goal(SHOP));

        assertThat(module.run(PlanMojo.class, goal(SHOP).with("ecs.force", "true")))
                .contains("<force> (-Decs.force) is set", "1. build Dockerfile");
    }

    @Test
    void theContentTagOfAForcedImageMovesOnceItRuns() throws Exception {
        module.deploy("one", goal(SHOP));
        module.done();
        ConfiguredGoal forced = goal(SHOP).with("ecs.force", "true");

        String said = module.run(PlanMojo.class, forced);

        assertThat(said)
                .containsPattern("content tag +change .*/shop:c-[0-9a-f]{32}\n.*once no other runs that has it")
                .containsPattern("\\d\\. ecs:UpdateService prod/shop\n.*\\d\\. ecr:PutImage .*/shop:c-");
        List<String> planned = module.planned();
        assertThat(planned).startsWith("push shop:1.0.0").endsWith("ecs:UpdateService", "ecr:PutImage");
        module.deploy("one", forced);
        assertThat(module.done()).isEqualTo(planned);
    }

    @Test
    void theContentTagStaysWithAnImageThatAnotherServiceRuns() throws Exception {
        module.deploy("one", goal(SHOP));
        module.service("other", "other", 1);
        module.deploy("one", goal(SHOP.replace("<service>shop</service>", "<service>other</service>")));
        module.done();
        ConfiguredGoal forced = goal(SHOP).with("ecs.force", "true");

        assertThat(module.run(PlanMojo.class, forced))
                .containsPattern("content tag +nothing .*\n.*stays with sha256:.*, which still runs\\.");
        List<String> planned = module.planned();
        assertThat(planned).endsWith("ecs:UpdateService");
        module.deploy("one", forced);
        assertThat(module.done()).isEqualTo(planned);
    }

    @Test
    void theContentTagStaysWhereNobodyMayLookWhoRunsTheImage() throws Exception {
        module.deploy("one", goal(SHOP));
        module.done();
        module.sandbox().identities().addUser(Identities.CI, "ci", Set.of("ecs:ListTasks"));
        ConfiguredGoal forced = goal(SHOP.replaceFirst("(?s)<lifecycle>.*", "")).with("ecs.force", "true");

        assertThat(module.run(PlanMojo.class, forced))
                .containsPattern(
                        "content tag +nothing .*\n.*which may still run, for the tasks of cluster 'prod' could not");
        List<String> planned = module.planned();
        module.deploy("one", forced);
        assertThat(module.done()).isEqualTo(planned);
    }

    @Test
    void anImageOfUnknownContentIsBuiltAgain() throws Exception {
        module.deploy("one", goal(SHOP));
        module.forgetContentTag();
        module.done();

        assertThat(plan(SHOP + "<noCache>true</noCache>"))
                .containsPattern("image +create .*\n.*built from Dockerfile: every time, without a content tag");
        assertThat(plan(SHOP)).contains("Nothing would change.");
    }

    @Test
    void withoutABuilderTheImageIsForThePlatformThatItWasForBefore() throws Exception {
        module.deploy("one", goal(""));
        module.done();

        assertThat(module.run(PlanMojo.class, module.goalWithoutEngine("")))
                .contains("taken to be for linux/amd64, as the one that was built here last;", "Nothing would change.");
        module.forgetBuild();
        assertThat(module.run(PlanMojo.class, module.goalWithoutEngine("")))
                .contains("taken to be for linux/amd64, as the one in the repository;", "Nothing would change.");
        module.edit("two");
        assertThat(module.run(PlanMojo.class, module.goalWithoutEngine("")))
                .containsPattern("built from Dockerfile: (context changed: app.txt|no image of this content)");
    }

    @Test
    void withoutABuilderTheImageIsForThePlatformOfTheOneThatRuns() throws Exception {
        String onInstances = "<cluster>prod</cluster><service>instances</service>";
        module.serviceOnInstances("instances", "instances");
        module.deploy("one", goal(onInstances));
        module.forgetBuild();
        module.done();

        String said = module.run(PlanMojo.class, module.goalWithoutEngine(onInstances));

        assertThat(said).contains("taken to be for linux/amd64, as the one that runs;", "Nothing would change.");
        assertThat(module.done()).isEmpty();
    }

    @Test
    void withoutABuilderAndWithoutAnImageNobodyKnowsThePlatform() throws Exception {
        assertThat(module.run(PlanMojo.class, module.goalWithoutEngine("")))
                .contains("No builder answers, so the platform is not known; <platform> sets it");
    }

    @Test
    void aDryRunOfTheBuildAloneAsksNoRepositoryAndLeavesNothingBehind() throws Exception {
        Files.createDirectories(directory.resolve("target"));
        module.sandbox().requestLog().clear();
        List<Path> before = files();

        assertThat(dryRun(BuildMojo.class)).contains("1. build Dockerfile");

        assertThat(module.sandbox().requestLog().operations()).isEmpty();
        assertThat(files()).containsExactlyElementsOf(before);
    }

    @Test
    void offlineThereIsNoPlan() {
        assertThatThrownBy(() -> module.run(PlanMojo.class, goal(SHOP).offline()))
                .hasMessageContaining("ecs:plan needs AWS");
    }

    @Test
    void eachGoalTellsItsPartAndDoesNothing() throws Exception {
        module.sandbox().ecr().createRepository("shop");
        assertThat(dryRun(BuildMojo.class)).contains("Dry run of ecs:build", "1. build ");
        module.build("one", goal(SHOP));
        List<Path> before = files();

        assertThat(dryRun(BuildMojo.class)).contains("Nothing would change.");
        assertThat(dryRun(PushMojo.class) + dryRun(LifecycleMojo.class))
                .contains(
                        "Dry run of ecs:push",
                        "1. push ",
                        "Dry run of ecs:lifecycle",
                        "1. ecr:PutLifecyclePolicy shop");
        assertThat(module.sandbox().requestLog().writes()).isEmpty();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aDeploymentIsToldAndNotDone() throws Exception {
        module.deploy("one", goal(SHOP));
        module.done();
        List<Path> before = files();

        String said = module.run(
                DeployMojo.class, goal(SHOP + "<memory>1024</memory>").with("ecs.dryRun", "true"));

        assertThat(said).contains("Dry run of ecs:deploy", "memory: 512 -> 1024", "3. ecs:UpdateService prod/shop");
        assertThat(module.done()).isEmpty();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aRollbackIsToldAndNotDone() throws Exception {
        module.deploy("one", goal(SHOP));
        module.done();

        String said = module.run(RollbackMojo.class, goal(SHOP).with("ecs.dryRun", "true"));

        assertThat(said)
                .contains(
                        "Dry run of ecs:rollback",
                        "shop:1 is deployed, the last revision that succeeded",
                        "taskDefinition: shop:2 -> shop:1",
                        "1. ecs:UpdateService prod/shop");
        assertThat(module.done()).isEmpty();
        try (EcsClient ecs = SdkClients.ecs(module.sandbox())) {
            assertThat(ecs.describeServices(request -> request.cluster("prod").services("shop"))
                            .services()
                            .get(0)
                            .taskDefinition())
                    .endsWith("shop:2");
        }
    }

    /** The policy that {@code ecs:iam-policy} writes for the plan allows what it calls, and no change. */
    @Test
    void readingIsAllThatItMay() throws Exception {
        Files.writeString(
                directory.resolve("policy.json"),
                "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\":"
                        + " \"ecr:BatchGetImage\"}]}");
        String xml = SHOP + "<repositoryTags><team>a</team></repositoryTags><keepRevisions>1</keepRevisions>"
                + "<repositoryPolicyFile>policy.json</repositoryPolicyFile>";
        module.deploy("one", goal(xml));
        module.deploy("two", goal(xml));
        module.build("three", goal(xml));
        module.run(IamPolicyMojo.class, goal(xml));
        module.done();
        IamPolicy policy = module.sandbox()
                .identities()
                .restrict(Identities.CI, Files.readString(directory.resolve("target/ecs/iam-policy-plan.json")));

        String said = plan(xml);

        assertThat(said)
                .contains("deregistered when the deployment has succeeded: shop:2")
                .doesNotContain("[WARNING]");
        assertThat(policy.refused()).isEmpty();
        assertThat(policy.actions())
                .allMatch(action -> action.matches("[a-z]+:(Describe|List|Get|BatchGet).*"))
                .containsAll(policy.used());
    }

    private String dryRun(Class<? extends AbstractEcsMojo> goal) throws Exception {
        return module.run(goal, goal(SHOP).with("ecs.dryRun", "true"));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> !file.endsWith("pom.xml")).sorted().toList();
        }
    }
}
