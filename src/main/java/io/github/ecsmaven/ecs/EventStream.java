package io.github.ecsmaven.ecs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/** Tells the service's events since the deployment began, each once, oldest first. ECS keeps the newest hundred. */
final class EventStream {
    private final DeploymentListener listener;
    private final Set<String> seen = new HashSet<>();
    private final List<DeploymentEvent> told = new ArrayList<>();

    EventStream(DeploymentListener listener) {
        this.listener = listener;
    }

    void tell(AwaitedDeployment awaited, Service service) {
        seen.addAll(awaited.earlierEvents());
        // ECS answers the newest first, also of those that happened at the same time.
        List<ServiceEvent> oldestFirst = new ArrayList<>(service.events());
        Collections.reverse(oldestFirst);
        oldestFirst.stream()
                .filter(event -> event.createdAt() != null && !event.createdAt().isBefore(awaited.since()))
                .filter(event -> seen.add(event.id()))
                .sorted(Comparator.comparing(ServiceEvent::createdAt))
                .map(event -> new DeploymentEvent(event.createdAt(), event.message()))
                .forEach(this::tell);
    }

    List<DeploymentEvent> told() {
        return Collections.unmodifiableList(told);
    }

    private void tell(DeploymentEvent event) {
        told.add(event);
        listener.event(event);
    }
}
