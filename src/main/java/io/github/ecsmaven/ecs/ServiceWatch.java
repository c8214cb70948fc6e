package io.github.ecsmaven.ecs;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;

/**
 * Looks at a service under deployment with one call a time. The service itself tells of a rolling deployment that goes well; ECS's record
 * of the deployment is asked at once when something has turned, by turns with the service while something is wrong or traffic is
 * shifted, and now and then anyway.
 */
final class ServiceWatch {
    /** After so many looks at the service alone, ECS's record is asked for instead. */
    private static final int LOOKS_WITHOUT_RECORD = 5;

    private final Services services;
    private final ServiceDeploymentLookup lookup;
    private AwaitedDeployment awaited;
    private @Nullable Service service;
    private Optional<ServiceDeployment> record = Optional.empty();
    private List<Object> stateAtRecord = List.of();
    private int looksWithoutRecord;

    ServiceWatch(Services services, ServiceDeploymentLookup lookup, AwaitedDeployment awaited) {
        this.services = services;
        this.lookup = lookup;
        this.awaited = awaited;
    }

    /** The deployment, with ECS's id of it as soon as that is known. */
    AwaitedDeployment awaited() {
        return awaited;
    }

    /** What is the case now; empty when the service does not exist any more. */
    Optional<Observation> look() {
        Service known = service;
        if (known != null && isRecordNext(known)) {
            return lookAtRecord(known);
        }
        return lookAtService().map(seen -> {
            looksWithoutRecord++;
            if (lookup.arn().isEmpty() || !state(seen).equals(stateAtRecord)) {
                readRecord(seen);
            }
            return new Observation(awaited, seen, record);
        });
    }

    /** As {@link #look}, with ECS's record of the deployment as it is now. */
    Optional<Observation> lookAtAll() {
        return lookAtService().map(seen -> {
            readRecord(seen);
            return new Observation(awaited, seen, record);
        });
    }

    private boolean isRecordNext(Service known) {
        int pause = isCalm(known) ? LOOKS_WITHOUT_RECORD : 1;
        return lookup.arn().isPresent() && looksWithoutRecord >= pause;
    }

    private Optional<Observation> lookAtRecord(Service known) {
        String before = record.map(ServiceDeployment::statusAsString).orElse("");
        readRecord(known);
        String now = record.map(ServiceDeployment::statusAsString).orElse("");
        Optional<Service> seen = now.equals(before) && !isOver(now) ? Optional.of(known) : lookAtService();
        return seen.map(it -> new Observation(awaited, it, record));
    }

    /** A verdict rests on the service as it is, not as it was. */
    private static boolean isOver(String status) {
        return List.of("SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED")
                .contains(status);
    }

    private Optional<Service> lookAtService() {
        Optional<Service> seen = services.look(awaited.before().reference());
        service = seen.orElse(null);
        seen.ifPresent(it -> awaited = awaited.located(it));
        return seen;
    }

    private void readRecord(Service seen) {
        looksWithoutRecord = 0;
        record = lookup.find(awaited, seen);
        stateAtRecord = state(seen);
    }

    /** Whether nothing but time passes: ours is the latest deployment, a rolling one, and no task has failed. */
    private boolean isCalm(Service seen) {
        boolean shifts = seen.deploymentConfiguration() != null
                && seen.deploymentConfiguration().strategy() != null
                && seen.deploymentConfiguration().strategy() != DeploymentStrategy.ROLLING;
        boolean recordIsCalm = record.filter(it -> it.status() != ServiceDeploymentStatus.IN_PROGRESS)
                .isEmpty();
        return !shifts
                && recordIsCalm
                && awaited.in(seen)
                        .filter(own -> "PRIMARY".equals(own.status()))
                        .filter(own -> own.rolloutState() == DeploymentRolloutState.IN_PROGRESS)
                        .filter(own -> own.failedTasks() == null || own.failedTasks() == 0)
                        .isPresent();
    }

    /** What a turn would change. */
    private static List<Object> state(Service seen) {
        return List.of(
                String.valueOf(seen.status()),
                seen.deployments().stream()
                        .map(it -> it.id()
                                + it.status()
                                + it.rolloutStateAsString()
                                + (isZero(it.failedTasks()) ? "" : "!"))
                        .toList());
    }

    private static boolean isZero(@Nullable Integer number) {
        return number == null || number == 0;
    }
}
