package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes tasks from PROVISIONING to STOPPED and out of sight. */
final class TaskLife implements TaskTargets.Watcher {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Region region;
    private final Turns turns;
    private final Watcher watcher;
    private final ImagePins pins;
    private final TaskTargets targets;

    TaskLife(Region region, Turns turns, Watcher watcher) {
        this.region = region;
        this.turns = turns;
        this.watcher = watcher;
        this.pins = new ImagePins(region.images);
        this.targets = new TaskTargets(region, turns, this);
    }

    Task start(TaskSpec spec) {
        String id = Arns.newHex();
        String cluster = spec.cluster().name;
        List<TaskContainer> containers = new ArrayList<>();
        for (ObjectNode definition : spec.taskDefinition().containers()) {
            ObjectNode effective = Overrides.apply(spec.overrides(), definition);
            containers.add(new TaskContainer(region.arns.container(cluster, id, Arns.newHex()), effective));
        }
        Task task = new Task(spec, id, region.arns.task(cluster, id), containers, region.now());
        spec.cluster().tasks.put(id, task);
        region.timeline.after(region.timing.provisioning(), () -> launch(task, spec.digests()));
        return task;
    }

    private void launch(Task task, Map<String, String> deploymentPins) {
        if (!task.isLive()) {
            return;
        }
        task.become("PENDING");
        task.launched = true;
        Optional<String> unlogged = openLogs(task);
        if (unlogged.isPresent()) {
            refuseStart(task, "", unlogged.get());
            return;
        }
        Map<String, String> digests = new TreeMap<>(deploymentPins);
        withoutInconsistent(task, digests);
        Optional<ImagePins.PullFailure> failure = pins.pin(task.taskDefinition, digests);
        task.containers.forEach(container -> container.digest = digests.get(container.name));
        if (failure.isPresent()) {
            task.pullStartedAt = region.now();
            refuseStart(task, failure.get().container(), failure.get().reason());
            return;
        }
        withoutInconsistent(task, digests);
        digests.forEach(deploymentPins::putIfAbsent);
        task.handle = region.runner.start(launchOf(task), new LifeObserver(task, this, turns), region.timeline);
    }

    /** A container with versionConsistency disabled is resolved anew for each task. */
    private static void withoutInconsistent(Task task, Map<String, String> digests) {
        for (TaskContainer container : task.containers) {
            if (container.definition.path("versionConsistency").asText().equals("disabled")) {
                digests.remove(container.name);
            }
        }
    }

    private void refuseStart(Task task, String container, String reason) {
        region.timeline.after(region.timing.pull(), () -> {
            failedToStart(task, container, reason);
            gone(task);
        });
    }

    private Optional<String> openLogs(Task task) {
        boolean fargate = task.launch.path("launchType").asText().equals("FARGATE");
        Caller role = executionRole(task);
        return task.containers.stream()
                .flatMap(container -> LogDriver.of(region, task, container).stream())
                .flatMap(driver -> driver.open(role, fargate).stream())
                .findFirst();
    }

    private Caller executionRole(Task task) {
        String role = region.arns.role(task.taskDefinition.member("executionRoleArn"));
        return new Caller(region.arns.session(role, task.id), region.arns.account(), region.roles.deniedActions(role));
    }

    private TaskLaunch launchOf(Task task) {
        List<TaskLaunch.Container> containers = new ArrayList<>();
        for (TaskContainer container : task.containers) {
            String digest = container.digest == null ? "" : container.digest;
            containers.add(new TaskLaunch.Container(container.name, container.image(), digest, container.definition));
        }
        return new TaskLaunch(task.id, task.group, containers, region.timing);
    }

    void started(Task task) {
        task.startedAt = region.now();
        task.containers.forEach(container -> container.lastStatus = "RUNNING");
        if (!task.isLive()) {
            return;
        }
        task.become("RUNNING");
        if (task.service != null) {
            awaitProof(task);
            watcher.changed(task);
        }
    }

    private void awaitProof(Task task) {
        if (task.isBalanced()) {
            targets.register(task);
        } else if (!task.isChecked()) {
            region.timeline.after(region.timing.provenWithoutCheck(), () -> prove(task));
        }
    }

    @Override
    public void targetPassed(Task task) {
        proveWhenComplete(task);
    }

    @Override
    public void targetFailed(Task task, String targetGroup) {
        fail(task, "ServiceSchedulerInitiated", "Task failed ELB health checks in (target-group " + targetGroup + ")");
    }

    private void proveWhenComplete(Task task) {
        boolean checked = !task.isChecked() || task.health().equals("HEALTHY");
        boolean balanced = !task.isBalanced() || targets.isHealthy(task);
        if (checked && balanced) {
            prove(task);
        }
    }

    private void prove(Task task) {
        if (!task.proven && task.isLive() && task.isRunning()) {
            task.proven = true;
            if (task.service != null) {
                endpoint(task).ifPresent(endpoint -> endpoint.add(task));
                watcher.changed(task);
            }
        }
    }

    private Optional<ServiceEndpoint> endpoint(Task task) {
        return task.service == null ? Optional.empty() : Optional.ofNullable(region.endpoints.get(task.service.arn));
    }

    void health(Task task, String container, boolean healthy) {
        task.container(container).ifPresent(c -> c.healthy = healthy);
        if (task.service == null || !task.isLive() || !task.isRunning()) {
            return;
        }
        if (task.health().equals("UNHEALTHY")) {
            task.service.say(region.now(), "(task " + task.id + ") failed container health checks.");
            fail(task, "ServiceSchedulerInitiated", "Task failed container health checks");
        } else {
            proveWhenComplete(task);
        }
    }

    void wrote(Task task, String container, String line) {
        task.container(container)
                .flatMap(writer -> LogDriver.of(region, task, writer))
                .ifPresent(driver -> driver.write(line));
    }

    void exited(Task task, String name, int exitCode) {
        task.container(name).ifPresent(container -> {
            container.lastStatus = "STOPPED";
            container.exitCode = exitCode;
            if (container.isEssential() && task.isLive()) {
                fail(task, "EssentialContainerExited", "Essential container in task exited");
            }
        });
    }

    void failedToStart(Task task, String name, String reason) {
        task.container(name).ifPresent(container -> container.reason = reason);
        if (task.isLive()) {
            fail(task, "TaskFailedToStart", reason);
        }
    }

    private void fail(Task task, String stopCode, String reason) {
        boolean counts = !task.proven;
        stop(task, stopCode, reason);
        if (counts) {
            watcher.failed(task);
        } else {
            watcher.changed(task);
        }
    }

    /** Asks a task to end: leaves its load balancer first, then SIGTERM. */
    void stop(Task task, String stopCode, String reason) {
        if (!task.isLive()) {
            return;
        }
        boolean serving = task.isRunning();
        task.desiredStatus = "STOPPED";
        task.stoppingAt = region.now();
        task.stopCode = stopCode;
        task.stoppedReason = reason;
        if (!task.launched) {
            gone(task);
            return;
        }
        Duration draining = serving ? leaveBalancer(task) : Duration.ZERO;
        task.become(draining.isZero() ? "STOPPING" : "DEACTIVATING");
        region.timeline.after(draining, () -> end(task));
    }

    private Duration leaveBalancer(Task task) {
        Optional<ServiceEndpoint> endpoint = endpoint(task);
        endpoint.ifPresent(e -> e.remove(task));
        boolean balanced = targets.leave(task);
        return balanced || endpoint.isPresent() ? region.timing.draining() : Duration.ZERO;
    }

    private void end(Task task) {
        if (task.executionStoppedAt == null) {
            task.become("STOPPING");
            if (task.handle != null) {
                task.handle.stop(GRACE);
            }
        }
    }

    void gone(Task task) {
        if (task.executionStoppedAt != null) {
            return;
        }
        task.executionStoppedAt = region.now();
        task.containers.forEach(container -> container.lastStatus = "STOPPED");
        task.become("DEPROVISIONING");
        region.timeline.after(region.timing.deprovisioning(), () -> stopped(task));
    }

    private void stopped(Task task) {
        task.stoppedAt = region.now();
        task.become("STOPPED");
        region.timeline.after(region.timing.stoppedTaskVisible(), () -> task.cluster.tasks.remove(task.id));
        watcher.changed(task);
    }

    void pullStarted(Task task) {
        task.pullStartedAt = region.now();
    }

    void pullStopped(Task task) {
        task.pullStoppedAt = region.now();
    }

    /** Hears of what matters to a service. Called for tasks of services and for others. */
    interface Watcher {
        void changed(Task task);

        /** A task ended that was not yet proven. */
        void failed(Task task);
    }
}
