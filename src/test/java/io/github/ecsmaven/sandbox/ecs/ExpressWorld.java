package io.github.ecsmaven.sandbox.ecs;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.sandbox.elb.ElbSandbox;
import io.github.ecsmaven.sandbox.logs.LogsSandbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ecs.EcsClient;

/** An empty account with the roles of Express services, on a clock that only the story moves. */
public final class ExpressWorld implements AutoCloseable {
    public static final String EXECUTION_ROLE = "arn:aws:iam::123456789012:role/orders-execution";
    public static final String INFRASTRUCTURE_ROLE = "arn:aws:iam::123456789012:role/orders-infrastructure";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final Vpc vpc = new Vpc("eu-west-1");
    public final ScriptedTasks tasks = new ScriptedTasks();
    public final ElbSandbox elb = new ElbSandbox("123456789012", "eu-west-1", clock, vpc);
    public final LogsSandbox logs = new LogsSandbox("123456789012", "eu-west-1", clock);
    /** Operations of Application Auto Scaling that ECS has called. */
    public final List<String> scaling = new ArrayList<>();
    /** So often ECS cannot assume an infrastructure role yet. */
    public int unknownRole;

    public final EcsSandbox sandbox = new EcsSandbox(EcsOptions.defaults()
            .withClock(clock)
            .withTasks(tasks)
            .withTargetGroups(elb)
            .withRoles(role -> role.equals(EXECUTION_ROLE))
            .withLogs(logs)
            .withExpress(new ExpressInfrastructure(
                    elb,
                    logs,
                    vpc,
                    "eu-west-1",
                    this::assume,
                    (operation, request, caller) -> scaling.add(operation))));
    public final EcsClient ecs = InProcess.client(sandbox);

    private Caller assume(String role) throws AwsError {
        if (!role.equals(INFRASTRUCTURE_ROLE) || unknownRole-- > 0) {
            throw ExpressInfrastructure.cannotAssume(role);
        }
        return new Caller("arn:aws:sts::123456789012:assumed-role/orders-infrastructure/ecs", "123456789012", Set.of());
    }

    /** Somebody who may not do everything. */
    public EcsClient deniedTo(String... actions) {
        return InProcess.client(sandbox, Set.of(actions));
    }

    /** Lets containers of an image end with exit code 1 as soon as they have begun. */
    public ExpressWorld crashes(String partOfImage) {
        tasks.whenImageContains(partOfImage, Behaviour.exitsAfter(Duration.ofSeconds(1), 1));
        return this;
    }

    public Clock clock() {
        return clock;
    }

    public void pass(Duration duration) {
        clock.advance(duration);
    }

    @Override
    public void close() {
        ecs.close();
        sandbox.close();
    }
}
