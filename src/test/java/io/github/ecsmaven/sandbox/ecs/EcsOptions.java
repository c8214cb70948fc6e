package io.github.ecsmaven.sandbox.ecs;

import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.sandbox.elb.TargetGroups;
import io.github.ecsmaven.sandbox.logs.LogsSandbox;
import java.time.Clock;
import java.util.Optional;

/**
 * How the ECS part of the sandbox starts.
 *
 * @param account twelve digits
 * @param region of all resources
 * @param clock what everything follows
 * @param timing how long things take on that clock
 * @param images what the registry says
 * @param tasks what runs containers; closed with the sandbox
 * @param targetGroups of the load balancers that services may register their tasks with
 * @param vpc whose subnets and security groups tasks may be placed in
 * @param roles that tasks may be given
 * @param logs what containers with the log driver awslogs write to
 * @param express makes what Express services have around them; empty where there are none
 */
public record EcsOptions(
        String account,
        String region,
        Clock clock,
        Timing timing,
        ImageResolver images,
        TaskRunner tasks,
        TargetGroups targetGroups,
        Vpc vpc,
        TaskRoles roles,
        LogsSandbox logs,
        Optional<ExpressInfrastructure> express) {

    /** Account 123456789012, region eu-west-1, real time like Fargate's; every image exists, every container runs, no load balancer, no role and no log group. */
    public static EcsOptions defaults() {
        return new EcsOptions(
                "123456789012",
                "eu-west-1",
                Clock.systemUTC(),
                Timing.likeFargate(),
                KnownImages.all(),
                new ScriptedTasks(),
                arn -> Optional.empty(),
                new Vpc("eu-west-1"),
                arn -> false,
                new LogsSandbox("123456789012", "eu-west-1", Clock.systemUTC()),
                Optional.empty());
    }

    /** With the account, the registry, the load balancers, the network, the roles and the log groups of a sandbox. */
    public static EcsOptions in(Sandbox sandbox) {
        return new EcsOptions(
                sandbox.account(),
                sandbox.region(),
                sandbox.clock(),
                Timing.brisk(),
                new SandboxImages(sandbox),
                new ScriptedTasks(),
                sandbox.elb(),
                sandbox.vpc(),
                new SandboxRoles(sandbox.identities()),
                sandbox.logs(),
                Optional.of(ExpressInfrastructure.in(sandbox)));
    }

    public EcsOptions withClock(Clock clock) {
        return new EcsOptions(account, region, clock, timing, images, tasks, targetGroups, vpc, roles, logs, express);
    }

    public EcsOptions withTiming(Timing timing) {
        return new EcsOptions(account, region, clock, timing, images, tasks, targetGroups, vpc, roles, logs, express);
    }

    public EcsOptions withImages(ImageResolver images) {
        return new EcsOptions(account, region, clock, timing, images, tasks, targetGroups, vpc, roles, logs, express);
    }

    public EcsOptions withTasks(TaskRunner tasks) {
        return new EcsOptions(account, region, clock, timing, images, tasks, targetGroups, vpc, roles, logs, express);
    }

    public EcsOptions withTargetGroups(TargetGroups targetGroups) {
        return new EcsOptions(account, region, clock, timing, images, tasks, targetGroups, vpc, roles, logs, express);
    }

    public EcsOptions withRoles(TaskRoles roles) {
        return new EcsOptions(account, region, clock, timing, images, tasks, targetGroups, vpc, roles, logs, express);
    }

    public EcsOptions withLogs(LogsSandbox logs) {
        return new EcsOptions(account, region, clock, timing, images, tasks, targetGroups, vpc, roles, logs, express);
    }

    public EcsOptions withExpress(ExpressInfrastructure express) {
        return new EcsOptions(
                account, region, clock, timing, images, tasks, targetGroups, vpc, roles, logs, Optional.of(express));
    }
}
