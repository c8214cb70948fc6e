package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.sandbox.elb.MissedCheck;
import io.github.ecsmaven.sandbox.elb.TargetGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Tasks in the target groups of their service: registered when they run, checked as long as they do, drained before they end (Developer Guide, "Use
 * load balancing to distribute Amazon ECS service traffic").
 */
final class TaskTargets {
    private final Region region;
    private final Turns turns;
    private final Watcher watcher;
    private final ExecutorService checks = Executors.newCachedThreadPool(TaskTargets::daemon);

    TaskTargets(Region region, Turns turns, Watcher watcher) {
        this.region = region;
        this.turns = turns;
        this.watcher = watcher;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "ecs-sandbox-target-check");
        thread.setDaemon(true);
        return thread;
    }

    /** Of a task behind a load balancer, once it runs. */
    void register(Task task) {
        for (JsonNode balancer : task.launch.path("loadBalancers")) {
            String arn = balancer.path("targetGroupArn").asText();
            Optional<TargetGroup> group = region.targetGroups.find(arn);
            if (group.isEmpty()) {
                say(
                        task,
                        "failed to register targets in (target-group " + arn
                                + ") with (error One or more target groups not found)");
                continue;
            }
            TaskTarget target = TaskTarget.register(task, group.get(), balancer, region.now());
            task.targets.add(target);
            say(task, "registered 1 targets in (target-group " + arn + ")");
            region.timeline.after(region.timing.targetHealthy(), () -> check(target));
        }
    }

    private void say(Task task, String message) {
        service(task).say(region.now(), message);
    }

    private static Service service(Task task) {
        return Objects.requireNonNull(task.service, "only tasks of services are targets");
    }

    /** Whether all its load balancers send requests to it. */
    boolean isHealthy(Task task) {
        return task.targets.size() == task.launch.path("loadBalancers").size()
                && task.targets.stream().allMatch(TaskTarget::isHealthy);
    }

    private void check(TaskTarget target) {
        if (!isServing(target.task)) {
            return;
        }
        InetSocketAddress address = target.address;
        if (address == null) {
            boolean passed = target.task.handle != null && target.task.handle.answersTargetGroup();
            judge(target, passed ? Optional.empty() : Optional.of(MissedCheck.failed()));
        } else {
            checks.execute(() -> {
                Optional<MissedCheck> missed = target.group.healthCheck().check(address);
                turns.take(() -> judge(target, missed));
            });
        }
    }

    private static boolean isServing(Task task) {
        return task.isLive() && task.isRunning();
    }

    private void judge(TaskTarget target, Optional<MissedCheck> missed) {
        if (!isServing(target.task)) {
            return;
        }
        if (missed.isEmpty()) {
            target.passed();
            watcher.targetPassed(target.task);
        } else if (target.missed(missed.get(), region.now()) && !isInGracePeriod(target.task)) {
            String arn = target.group.arn();
            say(
                    target.task,
                    "(task " + target.task.id + ") is unhealthy in (target-group " + arn + ") due to (reason "
                            + missed.get().description() + ").");
            watcher.targetFailed(target.task, arn);
            return;
        }
        region.timeline.after(pace(target), () -> check(target));
    }

    private boolean isInGracePeriod(Task task) {
        long grace =
                service(task).settings.path("healthCheckGracePeriodSeconds").asLong(0);
        Instant started = task.startedAt == null ? region.now() : task.startedAt;
        return region.now().isBefore(started.plusSeconds(grace));
    }

    /** Checks are as frequent as the target group says, or as quick as everything else here. */
    private Duration pace(TaskTarget target) {
        Duration interval = target.group.healthCheck().interval();
        Duration quick = region.timing.targetHealthy();
        return quick.isZero() || quick.compareTo(interval) > 0 ? interval : quick;
    }

    /**
     * Lets a task finish what it serves and get no more.
     *
     * @return whether it was a target at all
     */
    boolean leave(Task task) {
        for (TaskTarget target : task.targets) {
            target.drain();
            say(task, "deregistered 1 targets in (target-group " + target.group.arn() + ")");
            region.timeline.after(region.timing.draining(), target::forget);
        }
        if (!task.targets.isEmpty()) {
            say(task, "has begun draining connections on 1 tasks.");
        }
        return !task.targets.isEmpty();
    }

    /** Hears what the checks of targets come to. */
    interface Watcher {
        void targetPassed(Task task);

        /** It missed more checks than it may, and its service grants it no more time. */
        void targetFailed(Task task, String targetGroupArn);
    }
}
