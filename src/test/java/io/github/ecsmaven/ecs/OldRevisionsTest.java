package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.RevisionSelection.Reason;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.SettableClock;
import io.github.ecsmaven.sandbox.ecs.Behaviour;
import io.github.ecsmaven.sandbox.ecs.EcsOptions;
import io.github.ecsmaven.sandbox.ecs.EcsSandbox;
import io.github.ecsmaven.sandbox.ecs.KnownImages;
import io.github.ecsmaven.sandbox.ecs.ScriptedTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** The revisions of family shop in cluster prod, over HTTP. */
class OldRevisionsTest implements RevisionListener {
    private static final String LIMITED = "AKIALIMITED7EXAMPLE";
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T12:00:00Z"));
    private final ScriptedTasks tasks =
            new ScriptedTasks().whenImageContains("crashing", Behaviour.exitsAfter(Duration.ofMillis(10), 1));
    private final List<Duration> pauses = new ArrayList<>();
    private final List<TaskDefinitionArn> done = new ArrayList<>();
    private final List<ActionableException> complaints = new ArrayList<>();
    private RevisionSelection selection = new RevisionSelection(List.of(), Map.of());
    private Runnable meanwhile = () -> {};
    private EcsSandbox world;
    private Sandbox sandbox;
    private EcsClient ecs;

    @BeforeEach
    void aServiceThatRunsItsFirstRevision() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock).withService(joined -> {
            world = new EcsSandbox(
                    EcsOptions.in(joined).withImages(KnownImages.all()).withTasks(tasks));
            return world;
        }));
        world.seedCluster("prod");
        world.seedService("prod", "shop", definition("shop", "shop:1"), 1);
        ecs = SdkClients.ecs(sandbox);
    }

    @AfterEach
    void close() {
        ecs.close();
        sandbox.close();
    }

    @Test
    void asManyOfTheNewestStayAsWereAskedFor() {
        deployed(2, 3, 4, 5, 6, 7);

        keep(3, 7);

        assertThat(active()).containsExactly("shop:7", "shop:6", "shop:5");
        assertThat(done).extracting(TaskDefinitionArn::name).containsExactly("shop:1", "shop:2", "shop:3", "shop:4");
        assertThat(complaints).isEmpty();
    }

    @Test
    void theOneToRollBackToStaysHoweverOldItIs() {
        registered(2, 3, 4);
        deploy("shop", register("shop", "shop:5"));

        keep(1, 5);

        assertThat(active()).containsExactly("shop:5", "shop:1");
        assertThat(reasons()).containsExactly("shop:1 ROLLBACK_TARGET", "shop:5 NEWEST");
        RunningService service = new Services(ecs).describe(new ServiceReference("prod", "shop"));
        assertThat(new ServiceHistory(ecs).lastSuccessBefore(service).revision())
                .get()
                .hasToString("shop:1");
    }

    @Test
    void oneThatWasRolledBackIsNoRollbackTarget() {
        ecs.updateService(r -> r.cluster("prod")
                .service("shop")
                .deploymentConfiguration(
                        c -> c.deploymentCircuitBreaker(b -> b.enable(true).rollback(true))));
        deploy("shop", register("shop", "crashing:2"));
        deploy("shop", register("shop", "shop:3"));

        keep(1, 3);

        assertThat(active()).containsExactly("shop:3", "shop:1");
    }

    @Test
    void whatOtherServicesRunAndWouldGoBackToStays() {
        deployed(2, 3, 4, 5, 6);
        serviceOf("worker", 2);
        deploy("worker", arn(3));
        serviceOf("paused", 4);
        ecs.updateService(r -> r.cluster("prod").service("paused").desiredCount(0));

        keep(1, 6);

        assertThat(reasons())
                .containsExactly(
                        "shop:2 ROLLBACK_TARGET",
                        "shop:3 IN_USE",
                        "shop:4 IN_USE",
                        "shop:5 ROLLBACK_TARGET",
                        "shop:6 NEWEST");
        assertThat(active()).containsExactly("shop:6", "shop:5", "shop:4", "shop:3", "shop:2");
    }

    @Test
    void bothRevisionsOfADeploymentInProgressStay() {
        deployed(2, 3, 4, 5);
        serviceOf("worker", 1);
        ecs.updateService(r -> r.cluster("prod").service("worker").taskDefinition("shop:2"));

        keep(1, 5);

        assertThat(reasons())
                .containsExactly("shop:1 IN_USE", "shop:2 IN_USE", "shop:4 ROLLBACK_TARGET", "shop:5 NEWEST");
    }

    @Test
    void whatASingleTaskRunsStays() {
        deployed(2, 3, 4);
        ecs.runTask(r -> r.cluster("prod")
                .taskDefinition("shop:2")
                .launchType("FARGATE")
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-0a1b2c3d4e5f67890"))));

        keep(1, 4);

        assertThat(reasons()).containsExactly("shop:2 IN_USE", "shop:3 ROLLBACK_TARGET", "shop:4 NEWEST");
    }

    @Test
    void whatSomebodyRegisteredMeanwhileAndTheDeployedOneStay() {
        deployed(2, 3, 4);
        registered(5, 6, 7);

        keep(1, 4);

        assertThat(active()).containsExactly("shop:7", "shop:6", "shop:5", "shop:4", "shop:3");
        assertThat(reasons())
                .containsExactly(
                        "shop:3 ROLLBACK_TARGET", "shop:4 IN_USE", "shop:5 NEWER", "shop:6 NEWER", "shop:7 NEWEST");
    }

    @Test
    void otherFamiliesAreNotTouched() {
        register("shopping", "shop:1");
        register("shopping", "shop:2");
        deployed(2, 3);

        keep(1, 3);

        assertThat(active("shopping")).hasSize(2);
    }

    @Test
    void oneCallIsEnoughWhereNothingIsTooMany() {
        deployed(2, 3);

        keep(3, 3);

        assertThat(sandbox.requestLog().operations()).containsExactly("ecs:ListTaskDefinitions");
        assertThat(done).isEmpty();
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = DeploymentStatus.class,
            names = {"NOTHING_TO_DO", "SCALED", "NOT_PROVEN"})
    void withoutADeploymentThatSucceededNothingIsAskedOrDeregistered(DeploymentStatus status) {
        deployed(2, 3);

        deregister(ecs, outcome(status, 3), 1);

        assertThat(sandbox.requestLog().operations()).isEmpty();
        assertThat(active()).hasSize(3);
    }

    @Test
    void ofManyTheOldestGoAtAPaceAndTheOthersWithLaterDeployments() {
        for (int revision = 2; revision < 140; revision++) {
            register("shop", "shop:" + revision);
        }
        deploy("shop", register("shop", "shop:140"));

        keep(5, 140);

        assertThat(done)
                .hasSize(RevisionSelection.MOST)
                .startsWith(new TaskDefinitionArn(arn(2)))
                .endsWith(new TaskDefinitionArn(arn(31)));
        assertThat(pauses).hasSize(RevisionSelection.MOST - 1).containsOnly(Duration.ofSeconds(1));
        assertThat(selection.kept()).containsEntry(new TaskDefinitionArn(arn(32)), Reason.LATER);
        assertThat(selection.kept()).containsEntry(new TaskDefinitionArn(arn(1)), Reason.ROLLBACK_TARGET);

        keep(5, 140);

        assertThat(done).endsWith(new TaskDefinitionArn(arn(61)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecs:ListTaskDefinitions",
                "ecs:ListServices",
                "ecs:DescribeServices",
                "ecs:ListServiceDeployments",
                "ecs:DescribeServiceRevisions",
                "ecs:ListTasks",
                "ecs:DescribeTasks",
                "ecs:DeregisterTaskDefinition"
            })
    void aMissingPermissionIsNamedAndNothingIsDeregistered(String action) {
        deployed(2, 3, 4);
        sandbox.identities().addUser(LIMITED, "limited", Set.of(action));

        try (EcsClient limited = SdkClients.ecs(sandbox, SdkClients.user(LIMITED))) {
            deregister(limited, outcome(DeploymentStatus.SUCCEEDED, 4), 1);
        }

        assertThat(complaints).singleElement().satisfies(complaint -> assertThat(complaint)
                .hasMessageContaining("may not " + action)
                .hasMessageContaining("shop"));
        assertThat(active()).hasSize(4);
    }

    @Test
    void aFailureInTheMiddleLeavesTheOthersAndSaysWhatWasDone() {
        deployed(2, 3, 4, 5);
        meanwhile = () -> sandbox.faults().serverError("ecs:DeregisterTaskDefinition", 1);

        keep(1, 5);

        assertThat(done).extracting(TaskDefinitionArn::name).containsExactly("shop:1");
        assertThat(complaints).singleElement().satisfies(complaint -> assertThat(complaint.problem())
                .startsWith("Could not deregister shop:2"));
        assertThat(active()).containsExactly("shop:5", "shop:4", "shop:3", "shop:2");
    }

    @Test
    void anInterruptEndsItAndIsNotLost() {
        deployed(2, 3, 4, 5);
        meanwhile = () -> Thread.currentThread().interrupt();

        keep(1, 5);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).extracting(TaskDefinitionArn::name).containsExactly("shop:1");
    }

    private void keep(int number, int deployed) {
        deregister(ecs, outcome(DeploymentStatus.SUCCEEDED, deployed), number);
    }

    private void deregister(EcsClient client, DeploymentOutcome outcome, int keep) {
        sandbox.requestLog().clear();
        new OldRevisions(client, this::pause).deregister(outcome, keep, this);
    }

    private void pause(Duration duration) throws InterruptedException {
        pauses.add(duration);
        meanwhile.run();
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
        }
    }

    private void registered(int... revisions) {
        for (int revision : revisions) {
            assertThat(register("shop", "shop:" + revision)).isEqualTo(arn(revision));
        }
    }

    private void deployed(int... revisions) {
        for (int revision : revisions) {
            registered(revision);
            deploy("shop", arn(revision));
        }
    }

    private String register(String family, String image) {
        return world.seedTaskDefinition(definition(family, image));
    }

    private void deploy(String service, String revision) {
        ecs.updateService(r -> r.cluster("prod").service(service).taskDefinition(revision));
        clock.advance(LONG_ENOUGH);
        assertThat(world.isSteady("prod", service)).isTrue();
    }

    private void serviceOf(String name, int revision) {
        ecs.createService(r -> r.cluster("prod")
                .serviceName(name)
                .taskDefinition(arn(revision))
                .desiredCount(1)
                .launchType("FARGATE")
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-0a1b2c3d4e5f67890"))));
        clock.advance(LONG_ENOUGH);
    }

    private List<String> active() {
        return active("shop");
    }

    private List<String> active(String family) {
        return ecs
                .listTaskDefinitionsPaginator(r -> r.familyPrefix(family)
                        .status(TaskDefinitionStatus.ACTIVE)
                        .sort(SortOrder.DESC))
                .taskDefinitionArns()
                .stream()
                .map(arn -> new TaskDefinitionArn(arn).name())
                .toList();
    }

    private List<String> reasons() {
        return selection.kept().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .sorted()
                .toList();
    }

    private static String arn(int revision) {
        return "arn:aws:ecs:eu-west-1:123456789012:task-definition/shop:" + revision;
    }

    private static DeploymentOutcome outcome(DeploymentStatus status, int revision) {
        return new DeploymentOutcome(
                status,
                new ServiceReference("prod", "shop"),
                new TaskDefinitionArn(arn(revision)),
                new TaskDefinitionArn(arn(1)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                Duration.ZERO);
    }

    private static String definition(String family, String image) {
        return """
                {"family":"%s","networkMode":"awsvpc","requiresCompatibilities":["FARGATE"],"cpu":"256","memory":"512",
                 "containerDefinitions":[{"name":"shop","image":"%s"}]}"""
                .formatted(family, image);
    }

    @Override
    public void deregistered(List<TaskDefinitionArn> those, RevisionSelection selected) {
        done.addAll(those);
        selection = selected;
    }

    @Override
    public void notDeregistered(String family, ActionableException why) {
        assertThat(family).isEqualTo("shop");
        complaints.add(why);
    }
}
