package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ActionableException;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** The revisions of family shop in cluster prod, over HTTP, and who uses them. */
abstract class RevisionScenario implements RevisionListener {
    static final String LIMITED = "AKIALIMITED7EXAMPLE";
    static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T12:00:00Z"));
    final ScriptedTasks tasks =
            new ScriptedTasks().whenImageContains("crashing", Behaviour.exitsAfter(Duration.ofMillis(10), 1));
    final List<Duration> pauses = new ArrayList<>();
    final List<TaskDefinitionArn> done = new ArrayList<>();
    final List<ActionableException> complaints = new ArrayList<>();
    RevisionSelection selection = new RevisionSelection(List.of(), Map.of());
    Runnable meanwhile = () -> {};
    EcsSandbox world;
    Sandbox sandbox;
    EcsClient ecs;

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

    void keep(int number, int deployed) {
        deregister(ecs, outcome(DeploymentStatus.SUCCEEDED, deployed), number);
    }

    void deregister(EcsClient client, DeploymentOutcome outcome, int keep) {
        sandbox.requestLog().clear();
        new OldRevisions(client, this::pause).deregister(outcome, keep, this);
    }

    void pause(Duration duration) throws InterruptedException {
        pauses.add(duration);
        meanwhile.run();
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
        }
    }

    void registered(int... revisions) {
        for (int revision : revisions) {
            assertThat(register("shop", "shop:" + revision)).isEqualTo(arn(revision));
        }
    }

    void deployed(int... revisions) {
        for (int revision : revisions) {
            registered(revision);
            deploy("shop", arn(revision));
        }
    }

    String register(String family, String image) {
        return world.seedTaskDefinition(definition(family, image));
    }

    void deploy(String service, String revision) {
        ecs.updateService(r -> r.cluster("prod").service(service).taskDefinition(revision));
        clock.advance(LONG_ENOUGH);
        assertThat(world.isSteady("prod", service)).isTrue();
    }

    void serviceOf(String name, int revision) {
        ecs.createService(r -> r.cluster("prod")
                .serviceName(name)
                .taskDefinition(arn(revision))
                .desiredCount(1)
                .launchType("FARGATE")
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-0a1b2c3d4e5f67890"))));
        clock.advance(LONG_ENOUGH);
    }

    List<String> active() {
        return active("shop");
    }

    List<String> active(String family) {
        return ecs
                .listTaskDefinitionsPaginator(r -> r.familyPrefix(family)
                        .status(TaskDefinitionStatus.ACTIVE)
                        .sort(SortOrder.DESC))
                .taskDefinitionArns()
                .stream()
                .map(arn -> new TaskDefinitionArn(arn).name())
                .toList();
    }

    List<String> reasons() {
        return selection.kept().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .sorted()
                .toList();
    }

    static String arn(int revision) {
        return "arn:aws:ecs:eu-west-1:123456789012:task-definition/shop:" + revision;
    }

    static DeploymentOutcome outcome(DeploymentStatus status, int revision) {
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

    static String definition(String family, String image) {
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
