package io.github.ecsmaven.release;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.ecs.EcsClient;

/** The repository shop, whose images services and tasks of cluster prod may use. */
abstract class LifecycleScenario {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final RepositoryLocation SHOP = RepositoryLocation.of(new RepositoryName("shop"));
    static final ServiceReference ORDERS = new ServiceReference("prod", "orders");
    static final String LIMITED = "AKIALIMITED7EXAMPLE";
    static final String KEEP_ONE = "'tagStatus':'any','countType':'imageCountMoreThan','countNumber':1";
    static final String KEEP_TWO = "'tagStatus':'any','countType':'imageCountMoreThan','countNumber':2";
    static final String KEEP_NINE = "'tagStatus':'any','countType':'imageCountMoreThan','countNumber':9";
    static final String A_FORTNIGHT =
            "'tagStatus':'any','countType':'sinceImagePushed','countUnit':'days','countNumber':14";

    final SystemProperties properties = new SystemProperties();
    final SettableClock clock = new SettableClock(NOW);
    final List<EcsSandbox> worlds = new ArrayList<>();
    ImageSearch search = new ImageSearch(List.of(), List.of(ORDERS), OptionalInt.empty());
    InstantSource guardsClock = clock;
    Sandbox sandbox;
    AwsSession session;
    EcrRegistry registry;
    EcsClient ecs;

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

    EcsSandbox world() {
        return worlds.get(0);
    }

    /** An image that was pushed so many days ago, and an hour. */
    String image(int days, String... tags) {
        return sandbox.ecr().seedImage("shop", NOW.minus(Duration.ofDays(days)).minus(Duration.ofHours(1)), tags);
    }

    String name(String digest) {
        return sandbox.registry() + "/shop@" + digest;
    }

    static String definition(String family, String image) {
        return """
                {"family":"%s","networkMode":"awsvpc","requiresCompatibilities":["FARGATE"],"cpu":"256","memory":"512",
                 "executionRoleArn":"ecsTaskExecutionRole",
                 "containerDefinitions":[{"name":"app","image":"%s"}]}"""
                .formatted(family, image);
    }

    void ordersRuns(String image) {
        world().seedService("prod", "orders", definition("orders", image), 1);
    }

    void ordersIsUpdatedTo(String image) {
        String revision = world().seedTaskDefinition(definition("orders", image));
        ecs.updateService(r -> r.cluster("prod").service("orders").taskDefinition(revision));
        clock.advance(Duration.ofMinutes(2));
        assertThat(world().isSteady("prod", "orders")).isTrue();
    }

    static LifecyclePolicy policy(String... selections) {
        List<String> rules = new ArrayList<>();
        for (String selection : selections) {
            rules.add("{'rulePriority':" + (rules.size() + 1) + ",'selection':{" + selection
                    + "},'action':{'type':'expire'}}");
        }
        return LifecyclePolicy.parse(("{'rules':[" + String.join(",", rules) + "]}").replace('\'', '"'));
    }

    LifecycleQuestion question(String... selections) {
        LifecyclePolicy wanted = policy(selections);
        return LifecycleQuestion.about(SHOP, new LifecyclePolicies(registry).decide(SHOP.name(), wanted), search);
    }

    void isInForce(String... selections) {
        LifecyclePolicies policies = new LifecyclePolicies(registry);
        policies.apply(policies.decide(SHOP.name(), policy(selections)));
    }

    LifecycleOutlook look(LifecycleQuestion question) {
        return look(question, ecs);
    }

    LifecycleOutlook look(LifecycleQuestion question, EcsClient client) {
        sandbox.requestLog().clear();
        return new LifecycleGuard(
                        registry,
                        new LifecyclePreviews(registry, clock, clock::advance),
                        (asked, matters) -> new ImageUsers(client).find(asked, matters),
                        guardsClock)
                .look(question);
    }

    static void require(LifecycleOutlook outlook) {
        outlook.require(OnReferencedImages.FAIL, OptionalInt.empty());
    }

    List<String> asked(String service) {
        return sandbox.requestLog().operations().stream()
                .filter(operation -> operation.startsWith(service + ":"))
                .toList();
    }

    static String shortened(String digest) {
        return digest.substring(0, 19);
    }

    String index(String tag, String child) {
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
}
