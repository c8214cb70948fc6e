package io.github.ecsmaven.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.aws.AwsSettings;
import io.github.ecsmaven.aws.SystemProperties;
import io.github.ecsmaven.ecr.EcrRegistry;
import io.github.ecsmaven.ecr.LifecyclePolicies;
import io.github.ecsmaven.ecr.LifecyclePolicy;
import io.github.ecsmaven.ecr.LifecyclePreviews;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecr.RepositoryName;
import io.github.ecsmaven.ecs.ImageSearch;
import io.github.ecsmaven.ecs.ImageUsers;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.SettableClock;
import io.github.ecsmaven.sandbox.ecs.EcsOptions;
import io.github.ecsmaven.sandbox.ecs.EcsSandbox;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.EcsClient;

/** Which images in use a lifecycle policy would take, and what it is stopped for. */
class LifecycleGuardTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final RepositoryLocation SHOP = RepositoryLocation.of(new RepositoryName("shop"));
    private static final ServiceReference ORDERS = new ServiceReference("prod", "orders");
    private static final String LIMITED = "AKIALIMITED7EXAMPLE";
    private static final String KEEP_ONE = "'tagStatus':'any','countType':'imageCountMoreThan','countNumber':1";
    private static final String KEEP_TWO = "'tagStatus':'any','countType':'imageCountMoreThan','countNumber':2";
    private static final String KEEP_NINE = "'tagStatus':'any','countType':'imageCountMoreThan','countNumber':9";
    private static final String A_FORTNIGHT =
            "'tagStatus':'any','countType':'sinceImagePushed','countUnit':'days','countNumber':14";

    private final SystemProperties properties = new SystemProperties();
    private final SettableClock clock = new SettableClock(NOW);
    private final List<EcsSandbox> worlds = new ArrayList<>();
    private ImageSearch search = new ImageSearch(List.of(), List.of(ORDERS), OptionalInt.empty());
    private InstantSource guardsClock = clock;
    private Sandbox sandbox;
    private AwsSession session;
    private EcrRegistry registry;
    private EcsClient ecs;

    @BeforeEach
    void open() {
        properties.with("aws.accessKeyId", Identities.CI).with("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
        sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock).withService(joined -> {
            EcsSandbox world = new EcsSandbox(EcsOptions.in(joined));
            worlds.add(world);
            return world;
        }));
        session = new AwsSession(new AwsSettings(
                Optional.of(sandbox.region()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(sandbox.endpoint()),
                Optional.empty()));
        registry = EcrRegistry.of(session, SHOP);
        ecs = SdkClients.ecs(sandbox);
        sandbox.ecr().createRepository("shop");
        world().seedCluster("prod");
    }

    @AfterEach
    void close() {
        ecs.close();
        session.close();
        sandbox.close();
        properties.close();
    }

    private EcsSandbox world() {
        return worlds.get(0);
    }

    /** An image that was pushed so many days ago, and an hour. */
    private String image(int days, String... tags) {
        return sandbox.ecr().seedImage("shop", NOW.minus(Duration.ofDays(days)).minus(Duration.ofHours(1)), tags);
    }

    private String name(String digest) {
        return sandbox.registry() + "/shop@" + digest;
    }

    private static String definition(String family, String image) {
        return """
                {"family":"%s","networkMode":"awsvpc","requiresCompatibilities":["FARGATE"],"cpu":"256","memory":"512",
                 "executionRoleArn":"ecsTaskExecutionRole",
                 "containerDefinitions":[{"name":"app","image":"%s"}]}"""
                .formatted(family, image);
    }

    private void ordersRuns(String image) {
        world().seedService("prod", "orders", definition("orders", image), 1);
    }

    private void ordersIsUpdatedTo(String image) {
        String revision = world().seedTaskDefinition(definition("orders", image));
        ecs.updateService(r -> r.cluster("prod").service("orders").taskDefinition(revision));
        clock.advance(Duration.ofMinutes(2));
        assertThat(world().isSteady("prod", "orders")).isTrue();
    }

    private static LifecyclePolicy policy(String... selections) {
        List<String> rules = new ArrayList<>();
        for (String selection : selections) {
            rules.add("{'rulePriority':" + (rules.size() + 1) + ",'selection':{" + selection
                    + "},'action':{'type':'expire'}}");
        }
        return LifecyclePolicy.parse(("{'rules':[" + String.join(",", rules) + "]}").replace('\'', '"'));
    }

    private LifecycleQuestion question(String... selections) {
        LifecyclePolicy wanted = policy(selections);
        return LifecycleQuestion.about(SHOP, new LifecyclePolicies(registry).decide(SHOP.name(), wanted), search);
    }

    private void isInForce(String... selections) {
        LifecyclePolicies policies = new LifecyclePolicies(registry);
        policies.apply(policies.decide(SHOP.name(), policy(selections)));
    }

    private LifecycleOutlook look(LifecycleQuestion question) {
        return look(question, ecs);
    }

    private LifecycleOutlook look(LifecycleQuestion question, EcsClient client) {
        sandbox.requestLog().clear();
        return new LifecycleGuard(
                        registry,
                        new LifecyclePreviews(registry, clock, clock::advance),
                        (asked, matters) -> new ImageUsers(client).find(asked, matters),
                        guardsClock)
                .look(question);
    }

    private static void require(LifecycleOutlook outlook) {
        outlook.require(OnReferencedImages.FAIL, OptionalInt.empty());
    }

    private List<String> asked(String service) {
        return sandbox.requestLog().operations().stream()
                .filter(operation -> operation.startsWith(service + ":"))
                .toList();
    }

    private static String shortened(String digest) {
        return digest.substring(0, 19);
    }

    @Test
    void anImageThatAServiceRunsIsNotTaken() {
        String old = image(3, "1.0");
        image(1, "1.1");
        ordersRuns(name(old));

        LifecycleOutlook outlook = look(question(KEEP_ONE));

        assertThat(outlook.risks())
                .containsExactly(shortened(old) + " (1.0) expires now by rule 1 (of all images, all but the newest one"
                        + " expire); service 'orders' in cluster 'prod' runs it");
        assertThatThrownBy(() -> require(outlook))
                .hasMessageContaining("The lifecycle policy for ECR repository 'shop' takes images that are in use")
                .hasMessageContaining("The policy was not put.")
                .hasMessageContaining("service 'orders' in cluster 'prod' runs it")
                .hasMessageContaining("-Decs.onReferencedImages=warn");
        assertThatCode(() -> outlook.require(OnReferencedImages.WARN, OptionalInt.empty()))
                .doesNotThrowAnyException();
    }

    @Test
    void anImageThatAServiceWouldGoBackToIsNotTaken() {
        String before = image(3, "1.0");
        ordersRuns(name(before));
        ordersIsUpdatedTo(name(image(1, "1.1")));

        assertThat(look(question(KEEP_ONE)).risks())
                .singleElement()
                .asString()
                .startsWith(shortened(before))
                .endsWith("; service 'orders' in cluster 'prod' would go back to it");
    }

    @Test
    void anImageOfTheSameRevisionBeforeAForcedDeploymentIsAWayBackToo() {
        String before = image(3, "1.0");
        ordersRuns(sandbox.registry() + "/shop:1.0");
        image(1, "1.0");
        ecs.updateService(r -> r.cluster("prod").service("orders").forceNewDeployment(true));
        clock.advance(Duration.ofMinutes(2));

        assertThat(look(question(KEEP_ONE)).risks())
                .singleElement()
                .asString()
                .startsWith(shortened(before) + " (untagged)")
                .endsWith("would go back to it");
    }

    @Test
    void anImageThatATaskRunsIsNotTaken() {
        String old = image(3, "1.0");
        image(1, "1.1");
        String batch = world().seedTaskDefinition(definition("batch", name(old)));
        ecs.runTask(r -> r.cluster("prod")
                .taskDefinition(batch)
                .launchType("FARGATE")
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-0a1b2c3d4e5f67890"))));
        clock.advance(Duration.ofMinutes(1));

        assertThat(look(question(KEEP_ONE)).risks())
                .singleElement()
                .asString()
                .startsWith(shortened(old))
                .matches(".*; task [0-9a-f]{32} in cluster 'prod' runs it");
    }

    @Test
    void anImageOfARevisionThatIsKeptIsNotTaken() {
        String first = image(4, "1.0");
        String second = image(3, "1.1");
        ordersRuns(name(first));
        ordersIsUpdatedTo(sandbox.registry() + "/shop:1.1");
        ordersIsUpdatedTo(name(image(1, "1.2")));
        ordersIsUpdatedTo(name(image(0, "1.3")));

        assertThat(look(question(KEEP_TWO)).risks()).isEmpty();

        search = new ImageSearch(List.of(), List.of(ORDERS), OptionalInt.of(3));
        assertThat(look(question(KEEP_TWO)).risks())
                .singleElement()
                .asString()
                .startsWith(shortened(second) + " (1.1)")
                .endsWith("; revision orders:2 names it, which is kept");
    }

    @Test
    void anImageOfAnIndexGoesWithItsLastIndex() {
        String child = image(9);
        String index = index("1.0", child);
        clock.advance(Duration.ofMinutes(1));
        sandbox.ecr().seedImage("shop", clock.instant(), "1.1");
        ordersRuns(name(child));

        assertThat(look(question(KEEP_ONE)).risks())
                .singleElement()
                .asString()
                .startsWith(shortened(index) + " (1.0)")
                .endsWith("service 'orders' in cluster 'prod' runs it");
        assertThat(look(question(KEEP_TWO)).isQuiet()).isTrue();
        index("also", child);
        assertThat(look(question(KEEP_TWO)).risks()).isEmpty();
    }

    private String index(String tag, String child) {
        String type = "application/vnd.oci.image.index.v1+json";
        try (var ecr = SdkClients.ecr(sandbox)) {
            return ecr.putImage(r -> r.repositoryName("shop")
                            .imageTag(tag)
                            .imageManifestMediaType(type)
                            .imageManifest(
                                    """
                                    {"schemaVersion":2,"mediaType":"%s","annotations":{"tag":"%s"},"manifests":[
                                      {"mediaType":"application/vnd.oci.image.manifest.v1+json","size":2,"digest":"%s"}]}"""
                                            .formatted(type, tag, child)))
                    .image()
                    .imageId()
                    .imageDigest();
        }
    }

    @Test
    void anImageThatGoesInThirtyDaysIsNotTakenEither() {
        String running = image(5, "1.0");
        ordersRuns(name(running));

        LifecycleOutlook outlook = look(question(A_FORTNIGHT));

        assertThat(outlook.now()).isEmpty();
        assertThat(outlook.inAWeek()).isEmpty();
        assertThat(outlook.inAMonth()).hasSize(1);
        assertThat(outlook.risks()).singleElement().asString().contains("expires in 9 days by rule 1");
        assertThatThrownBy(() -> require(outlook)).hasMessageContaining("The policy was not put.");
    }

    @Test
    void aPolicyInForceIsHeldAgainstWhatRunsAtEachDeploymentWithoutAPreview() {
        String old = image(3, "1.0");
        image(1, "1.1");
        isInForce(KEEP_ONE);
        ordersRuns(name(old));

        LifecycleOutlook outlook = look(question(KEEP_ONE));

        assertThat(asked("ecr")).doesNotContain("ecr:StartLifecyclePolicyPreview");
        assertThatThrownBy(() -> require(outlook)).hasMessageContaining("It is in force: ECR acts within a day.");
    }

    @Test
    void whereNothingGoesNobodyIsAsked() {
        ordersRuns(name(image(3, "1.0")));
        isInForce(KEEP_NINE);
        LifecycleQuestion question = question(KEEP_NINE);

        assertThat(look(question.beforePush(List.of(new Tag("1.1")))).isQuiet()).isTrue();

        assertThat(sandbox.requestLog().operations()).containsExactly("ecr:DescribeImages");
    }

    @Test
    void whatThePushItselfWouldPushOutIsSeenBeforeIt() {
        String running = image(3, "1.0");
        image(1, "1.1");
        ordersRuns(name(running));
        isInForce(KEEP_TWO);

        LifecycleOutlook outlook = look(question(KEEP_TWO).beforePush(List.of(new Tag("1.2"))));

        assertThatThrownBy(() -> require(outlook))
                .hasMessageContaining("Nothing was pushed.")
                .hasMessageContaining(shortened(running) + " (1.0) expires now by rule 1");
        assertThat(look(question(KEEP_TWO).beforePush(List.of(new Tag("1.1")))).isQuiet())
                .isTrue();
    }

    @Test
    void whatIsAboutToBeDeployedHasToStay() {
        ImageReference next = ImageReference.parse(sandbox.registry() + "/shop:1.0");
        LifecycleQuestion question = question(A_FORTNIGHT)
                .beforePush(List.of(new Tag("1.0"), new Tag("c-1")))
                .deploying(next);
        world().seedService("prod", "orders", definition("orders", "nginx:1"), 0);

        assertThat(look(question).risks())
                .containsExactly(
                        "the image that is to be pushed (1.0, c-1) expires in 14 days by rule 1 (all images expire 14"
                                + " days after their push); service 'orders' in cluster 'prod' is about to get it");
    }

    @Test
    void aPolicyThatTakesTooManyAtOnceIsStoppedByTheBrake() {
        image(1, "1.2");
        image(2, "1.1");
        image(3, "1.0");

        LifecycleOutlook outlook = look(question(KEEP_ONE));

        assertThat(outlook.percent()).isEqualTo(67);
        assertThatThrownBy(() -> outlook.require(OnReferencedImages.IGNORE, OptionalInt.of(66)))
                .hasMessageContaining("would take 2 of 3 images at once, 67 %, and <maxExpirePercent> is 66")
                .hasMessageContaining("-Decs.maxExpirePercent=67");
        assertThatCode(() -> outlook.require(OnReferencedImages.FAIL, OptionalInt.of(67)))
                .doesNotThrowAnyException();
        isInForce(KEEP_ONE);
        assertThatCode(() -> look(question(KEEP_ONE)).require(OnReferencedImages.FAIL, OptionalInt.of(0)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, 1, failed (FAILED)",
        "EXPIRED, 1, has expired before it could be read",
        "COMPLETE, 3600, has not ended after 120 seconds"
    })
    void withoutAPreviewNoPolicyIsPut(String end, int seconds, String reason) {
        image(1, "1.0");
        sandbox.ecr().previewsEnd(end);
        sandbox.ecr().previewsTake(Duration.ofSeconds(seconds));

        LifecycleOutlook outlook = look(question(KEEP_NINE));

        assertThatThrownBy(() -> require(outlook))
                .hasMessageContaining(reason)
                .hasMessageContaining("The policy was not put.")
                .hasMessageContaining("-Decs.onReferencedImages=warn");
        assertThat(outlook.noPreview()).isPresent();
        assertThatCode(() -> outlook.require(OnReferencedImages.WARN, OptionalInt.empty()))
                .doesNotThrowAnyException();
    }

    @Test
    void whileSomebodyElsesPreviewRunsNoPolicyIsPut() {
        image(1, "1.0");
        sandbox.ecr().previewsTake(Duration.ofHours(1));
        try (var somebody = SdkClients.ecr(sandbox)) {
            somebody.startLifecyclePolicyPreview(r -> r.repositoryName("shop")
                    .lifecyclePolicyText(policy(KEEP_ONE).toJson()));
        }

        assertThatThrownBy(() -> require(look(question(KEEP_NINE))))
                .hasMessageContaining("could not begin in 120 seconds, because others of the repository ran");
    }

    @Test
    void withoutPermissionForAPreviewNoPolicyIsPut() {
        image(1, "1.0");
        sandbox.identities().addUser(LIMITED, "limited", Set.of("ecr:StartLifecyclePolicyPreview"));
        LifecycleQuestion question = question(KEEP_NINE);
        properties.with("aws.accessKeyId", LIMITED);
        registry = EcrRegistry.of(
                new AwsSession(new AwsSettings(
                        Optional.of(sandbox.region()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(sandbox.endpoint()),
                        Optional.empty())),
                SHOP);

        assertThatThrownBy(() -> require(look(question)))
                .hasMessageContaining("may not ecr:StartLifecyclePolicyPreview")
                .hasMessageContaining("The policy was not put.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ecs:ListServices", "ecs:ListTasks", "ecs:ListServiceDeployments", "ecs:DescribeServiceRevisions"
            })
    void whatMayNotBeLookedAtIsNamed(String action) {
        ordersRuns(name(image(0, "1.1")));
        image(3, "1.0");
        sandbox.identities().addUser(LIMITED, "limited", Set.of(action));

        try (EcsClient limited = SdkClients.ecs(sandbox, SdkClients.user(LIMITED))) {
            LifecycleOutlook outlook = look(question(KEEP_ONE), limited);

            assertThat(outlook.unchecked()).isNotEmpty().allSatisfy(one -> {
                assertThat(one.what()).contains("'prod'");
                assertThat(one.why()).contains("may not " + action);
            });
            assertThatCode(() -> require(outlook)).doesNotThrowAnyException();
        }
    }

    @Test
    void aClusterThatIsNotThereIsNamed() {
        image(3, "1.0");
        image(1, "1.1");
        search = new ImageSearch(List.of("stagnig"), List.of(), OptionalInt.empty());

        assertThat(look(question(KEEP_ONE)).unchecked()).hasSize(2).allSatisfy(one -> assertThat(one.what())
                .contains("cluster 'stagnig'"));
    }

    @Test
    void withoutAClusterItIsSaidThatNobodyLooked() {
        image(3, "1.0");
        image(1, "1.1");
        search = new ImageSearch(List.of(), List.of(), OptionalInt.empty());

        assertThat(look(question(KEEP_ONE)).unchecked())
                .singleElement()
                .hasToString("Unchecked[what=which images ECS uses, why=no cluster is named.]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"staging", "*"})
    void otherClustersAreLookedAtToo(String cluster) {
        String old = image(3, "1.0");
        ordersRuns(name(image(1, "1.1")));
        world().seedCluster("staging");
        world().seedService("staging", "billing", definition("billing", name(old)), 1);
        assertThat(look(question(KEEP_ONE)).risks()).isEmpty();

        search = new ImageSearch(List.of(cluster), List.of(ORDERS), OptionalInt.empty());

        assertThat(look(question(KEEP_ONE)).risks())
                .singleElement()
                .asString()
                .endsWith("service 'billing' in cluster 'staging' runs it");
    }

    @Test
    void amongManyServicesTheWayBackIsLookedUpOfThoseThatRunImagesOfTheRepository() {
        String old = image(3, "1.0");
        image(1, "1.1");
        ordersRuns(name(old));
        sandbox.ecr().createRepository("other");
        sandbox.ecr().seedImage("other", NOW, "1");
        for (int number = 1; number <= 12; number++) {
            world().seedService("prod", "other-" + number, definition("other", sandbox.registry() + "/other:1"), 1);
        }

        assertThat(look(question(KEEP_ONE)).risks())
                .singleElement()
                .asString()
                .endsWith("service 'orders' in cluster 'prod' runs it");
        assertThat(asked("ecs")).containsOnlyOnce("ecs:ListServices", "ecs:ListTasks", "ecs:ListServiceDeployments");
    }

    @Test
    void ignoringIsNotLooking() {
        ordersRuns(name(image(3, "1.0")));
        image(1, "1.1");

        assertThat(look(question(KEEP_ONE).withoutEcs()).risks()).isEmpty();

        assertThat(asked("ecs")).isEmpty();
    }

    @Test
    void aPreviewThatDiffersFromOurOwnEvaluationIsNoticed() {
        image(13, "1.0");
        clock.advance(Duration.ofDays(2));
        guardsClock = () -> NOW;

        assertThat(look(question(A_FORTNIGHT)).previewDiffers()).isTrue();
        guardsClock = clock;
        assertThat(look(question(A_FORTNIGHT)).previewDiffers()).isFalse();
    }
}
