package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * ECS's service scheduler for rolling deployments: starts tasks of the PRIMARY deployment within {@code maximumPercent}, stops older ones within
 * {@code minimumHealthyPercent} (Developer Guide, "Deploy Amazon ECS services by replacing tasks").
 */
final class Rollout implements TaskLife.Watcher {
    private static final int FAILURES_UNTIL_COMPLAINT = 3;

    private final Region region;
    private final TaskLife life;
    private final Verdicts verdicts;
    private final ImagePins pins;

    Rollout(Region region, Turns turns) {
        this.region = region;
        this.life = new TaskLife(region, turns, this);
        this.verdicts = new Verdicts(region);
        this.pins = new ImagePins(region.images);
    }

    TaskLife life() {
        return life;
    }

    /** How many failed tasks trip the circuit breaker: half of the desired count, at least 3 and at most 200 (aws.md 2.1). */
    static int threshold(int desiredCount) {
        return Math.max(3, Math.min(200, (int) Math.ceil(desiredCount * 0.5)));
    }

    /** Starts a deployment of the service; one that is under way is superseded. */
    void deploy(Service service, TaskDefinition definition, ObjectNode launch) {
        verdicts.supersede(service);
        List<Deployment> sources = service.deployments.stream()
                .filter(d -> service.tasks(d).stream().anyMatch(Task::isLive))
                .toList();
        service.deployments.forEach(earlier -> earlier.primary = false);
        Deployment deployment = new Deployment(service, definition, launch, region.now());
        pins.pin(definition, deployment.digests);
        service.taskDefinition = definition;
        service.deployments.add(0, deployment);
        String arn = region.arns.serviceDeployment(service.cluster.name, service.name, Arns.newLetters());
        ServiceDeployment record =
                new ServiceDeployment(arn, deployment, sources, region.now(), region.timing.deploymentVisible());
        service.history.add(0, record);
        region.timeline.after(region.timing.deploymentPending(), () -> begin(service, record));
        reconcile(service);
    }

    private void begin(Service service, ServiceDeployment record) {
        if (record.isPending()) {
            record.begin(region.now());
            reconcile(service);
        }
    }

    /** Stops a deployment by returning to the last completed one. */
    void rollBack(ServiceDeployment record, String reason) {
        record.request(region.now(), reason);
        region.timeline.after(region.timing.deploymentPending(), () -> {
            if (record.isRollingBack()) {
                verdicts.rollBack(record, reason);
                reconcile(record.target.service);
            }
        });
    }

    @Override
    public void changed(Task task) {
        Service service = task.service;
        if (service == null) {
            return;
        }
        if (task.isHealthy()) {
            service.deploymentOf(task).ifPresent(deployment -> verdicts.countSuccess(service, deployment));
        }
        reconcile(service);
    }

    @Override
    public void failed(Task task) {
        Service service = task.service;
        if (service == null) {
            return;
        }
        service.deploymentOf(task).ifPresent(deployment -> countFailure(service, deployment));
        reconcile(service);
    }

    private void countFailure(Service service, Deployment deployment) {
        Duration delay = deployment.countFailure(region.timing.retry(), region.now());
        region.timeline.after(delay, () -> reconcile(service));
        if (deployment.failuresInARow() == FAILURES_UNTIL_COMPLAINT) {
            service.say(
                    region.now(),
                    "is unable to consistently start tasks successfully. For more information, see the Troubleshooting"
                            + " section.");
        }
        verdicts.countFailure(service, deployment);
    }

    /** Brings a service one step nearer to what is wanted; called whenever something changed. */
    void reconcile(Service service) {
        if (service.isDraining()) {
            drain(service);
            return;
        }
        service.primary().filter(any -> service.isActive()).ifPresent(primary -> {
            int started = startMissing(service, primary);
            int stopped = stopSurplus(service, primary);
            sayWhenStuck(service, primary, started + stopped);
            forgetDrained(service);
            verdicts.settle(service, primary);
        });
    }

    private void drain(Service service) {
        service.tasks()
                .forEach(task -> life.stop(
                        task, "ServiceSchedulerInitiated", "Service was deleted (service " + service.name + ")"));
        if (service.tasks().stream().allMatch(Task::isStopped)) {
            service.status = "INACTIVE";
            service.deployments.clear();
            service.whenInactive.run();
        }
    }

    private static long live(List<Task> tasks) {
        return tasks.stream().filter(Task::isLive).count();
    }

    private int startMissing(Service service, Deployment primary) {
        if (primary.hasFailed() || region.now().isBefore(primary.retryAt)) {
            return 0;
        }
        long missing = service.desiredCount - live(service.tasks(primary));
        long room = Math.max(service.mostRunning(), service.leastHealthy()) - live(service.tasks());
        long wanted = Math.min(missing, room);
        if (wanted <= 0) {
            return 0;
        }
        service.steady = false;
        if (!canPlace(service, primary.taskDefinition)) {
            countFailure(service, primary);
            return 0;
        }
        List<Task> started = new ArrayList<>();
        for (long i = 0; i < wanted; i++) {
            started.add(life.start(TaskSpec.of(primary)));
        }
        service.say(region.now(), "has started " + started.size() + " tasks: " + names(started) + ".");
        return started.size();
    }

    private boolean canPlace(Service service, TaskDefinition definition) {
        Optional<String> refusal = TaskRoleRules.refusal(region, definition);
        if (refusal.isPresent()) {
            service.say(region.now(), "failed to launch a task with (error " + refusal.get() + ").");
            return false;
        }
        if (service.isOnFargate() && region.faults.hasNoCapacity()) {
            service.say(
                    region.now(),
                    "was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later"
                            + " or in a different availability zone. For more information, see the Troubleshooting"
                            + " section of the Amazon ECS Developer Guide.");
            return false;
        }
        if (!service.isOnFargate() && service.cluster.containerInstances == 0) {
            service.say(
                    region.now(),
                    "was unable to place a task because no container instance met all of its requirements. Reason: No"
                            + " Container Instances were found in your cluster. For more information, see the"
                            + " Troubleshooting section of the Amazon ECS Developer Guide.");
            return false;
        }
        return true;
    }

    private static String names(List<Task> tasks) {
        return tasks.stream().map(task -> "(task " + task.id + ")").collect(Collectors.joining(" "));
    }

    private int stopSurplus(Service service, Deployment primary) {
        List<Task> stopped = new ArrayList<>();
        List<Task> own = service.tasks(primary).stream().filter(Task::isLive).toList();
        if (own.size() > service.desiredCount) {
            stopped.addAll(own.subList(service.desiredCount, own.size()));
        }
        if (!primary.hasFailed()) {
            stopped.addAll(replaceable(service, primary));
        }
        if (!stopped.isEmpty()) {
            service.steady = false;
            service.say(region.now(), "has stopped " + stopped.size() + " running tasks: " + names(stopped) + ".");
            String reason = "Scaling activity initiated by (deployment " + primary.id() + ")";
            stopped.forEach(task -> life.stop(task, "ServiceSchedulerInitiated", reason));
        }
        return stopped.size();
    }

    /** Tasks of older deployments that may go now; those that serve nobody first. */
    private static List<Task> replaceable(Service service, Deployment primary) {
        long healthy = service.tasks().stream().filter(Task::isHealthy).count();
        List<Task> old = service.tasks().stream()
                .filter(task -> task.isLive() && !primary.owns(task))
                .sorted(Comparator.comparing(Task::isHealthy))
                .toList();
        List<Task> replaceable = new ArrayList<>();
        for (Task task : old) {
            if (!task.isHealthy()) {
                replaceable.add(task);
            } else if (healthy - 1 >= service.leastHealthy()) {
                replaceable.add(task);
                healthy--;
            }
        }
        return replaceable;
    }

    private void sayWhenStuck(Service service, Deployment primary, int steps) {
        boolean atRest = steps == 0 && service.tasks().stream().allMatch(task -> task.isHealthy() || task.isStopped());
        boolean stuck = live(service.tasks(primary)) < service.desiredCount
                && service.mostRunning() <= live(service.tasks())
                && !primary.hasFailed();
        if (atRest && stuck && !primary.saidStuck) {
            primary.saidStuck = true;
            service.say(
                    region.now(),
                    "was unable to stop or start tasks during a deployment because of the service deployment"
                            + " configuration. Update the minimumHealthyPercent or maximumPercent value and try"
                            + " again.");
        }
    }

    private static void forgetDrained(Service service) {
        service.deployments.removeIf(
                d -> !d.isPrimary() && service.tasks(d).stream().allMatch(Task::isStopped));
    }
}
