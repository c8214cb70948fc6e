package io.github.ecsmaven.sandbox.ecs;

import io.github.ecsmaven.sandbox.elb.TargetGroups;
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
 */
public record EcsOptions(
        String account,
        String region,
        Clock clock,
        Timing timing,
        ImageResolver images,
        TaskRunner tasks,
        TargetGroups targetGroups) {

    /** Account 123456789012, region eu-west-1, real time like Fargate's; every image exists, every container runs, no load balancer. */
    public static EcsOptions defaults() {
        return new EcsOptions(
                "123456789012",
                "eu-west-1",
                Clock.systemUTC(),
                Timing.likeFargate(),
                KnownImages.all(),
                new ScriptedTasks(),
                arn -> Optional.empty());
    }

    public EcsOptions in(String account, String region) {
        return new EcsOptions(account, region, clock, timing, images, tasks, targetGroups);
    }

    public EcsOptions withClock(Clock clock) {
        return new EcsOptions(account, region, clock, timing, images, tasks, targetGroups);
    }

    public EcsOptions withTiming(Timing timing) {
        return new EcsOptions(account, region, clock, timing, images, tasks, targetGroups);
    }

    public EcsOptions withImages(ImageResolver images) {
        return new EcsOptions(account, region, clock, timing, images, tasks, targetGroups);
    }

    public EcsOptions withTasks(TaskRunner tasks) {
        return new EcsOptions(account, region, clock, timing, images, tasks, targetGroups);
    }

    public EcsOptions withTargetGroups(TargetGroups targetGroups) {
        return new EcsOptions(account, region, clock, timing, images, tasks, targetGroups);
    }
}
