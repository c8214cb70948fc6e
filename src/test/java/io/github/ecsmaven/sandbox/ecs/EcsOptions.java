package io.github.ecsmaven.sandbox.ecs;

import java.time.Clock;

/**
 * How the ECS part of the sandbox starts.
 *
 * @param account twelve digits
 * @param region of all resources
 * @param clock what everything follows
 * @param timing how long things take on that clock
 * @param images what the registry says
 * @param tasks what runs containers; closed with the sandbox
 */
public record EcsOptions(
        String account, String region, Clock clock, Timing timing, ImageResolver images, TaskRunner tasks) {

    /** Account 123456789012, region eu-west-1, real time like Fargate's; every image exists and every container runs. */
    public static EcsOptions defaults() {
        return new EcsOptions(
                "123456789012",
                "eu-west-1",
                Clock.systemUTC(),
                Timing.likeFargate(),
                KnownImages.all(),
                new ScriptedTasks());
    }

    public EcsOptions in(String account, String region) {
        return new EcsOptions(account, region, clock, timing, images, tasks);
    }

    public EcsOptions withClock(Clock clock) {
        return new EcsOptions(account, region, clock, timing, images, tasks);
    }

    public EcsOptions withTiming(Timing timing) {
        return new EcsOptions(account, region, clock, timing, images, tasks);
    }

    public EcsOptions withImages(ImageResolver images) {
        return new EcsOptions(account, region, clock, timing, images, tasks);
    }

    public EcsOptions withTasks(TaskRunner tasks) {
        return new EcsOptions(account, region, clock, timing, images, tasks);
    }
}
