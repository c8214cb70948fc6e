package io.github.ecsmaven.sandbox.ecs;

import java.time.Duration;

/**
 * How long things take in the sandbox, on its clock.
 *
 * @param deploymentPending a service deployment stays PENDING
 * @param deploymentVisible a new service deployment becomes visible to look-ups; AWS's are eventually consistent
 * @param provisioning a task stays PROVISIONING (network interface, capacity)
 * @param pull an image is pulled; scripted tasks only
 * @param start containers start after the pull; scripted tasks only
 * @param containerHealthy a container's own check says healthy; scripted tasks only
 * @param targetHealthy a load balancer's target becomes healthy
 * @param provenWithoutCheck RUNNING counts as healthy when nothing checks; 40 s in AWS
 * @param draining a target is deregistered before its task is told to end
 * @param stopping a container takes to end after SIGTERM; scripted tasks only
 * @param deprovisioning the network interface goes after the last container
 * @param retry first delay before a failed task is replaced; doubles with each failure up to 15 min
 * @param stoppedTaskVisible a stopped task can be described; 1 h in AWS
 */
public record Timing(
        Duration deploymentPending,
        Duration deploymentVisible,
        Duration provisioning,
        Duration pull,
        Duration start,
        Duration containerHealthy,
        Duration targetHealthy,
        Duration provenWithoutCheck,
        Duration draining,
        Duration stopping,
        Duration deprovisioning,
        Duration retry,
        Duration stoppedTaskVisible) {

    /** What a small Fargate service takes: 10 s to a running task, 40 s to a proven one. */
    public static Timing likeFargate() {
        return new Timing(
                seconds(1),
                seconds(1),
                seconds(5),
                seconds(4),
                seconds(1),
                seconds(10),
                seconds(30),
                seconds(40),
                seconds(5),
                seconds(1),
                seconds(2),
                seconds(10),
                Duration.ofHours(1));
    }

    /** For a demonstration in real time: a rolling deployment in a few seconds. */
    public static Timing brisk() {
        Duration moment = Duration.ofMillis(200);
        return new Timing(
                moment,
                moment,
                moment,
                moment,
                moment,
                moment,
                Duration.ofMillis(500),
                seconds(1),
                Duration.ofMillis(300),
                moment,
                moment,
                seconds(1),
                Duration.ofHours(1));
    }

    /** No time passes between cause and effect. Only for what is there before a story begins. */
    static Timing none() {
        Duration no = Duration.ZERO;
        return new Timing(no, no, no, no, no, no, no, no, no, no, no, seconds(1), Duration.ofHours(1));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
