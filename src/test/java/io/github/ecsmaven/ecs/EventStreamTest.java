package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

class EventStreamTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final RecordingListener listener = new RecordingListener();
    private final EventStream events = new EventStream(listener);
    private final AwaitedDeployment awaited =
            new AwaitedDeployment(null, null, null, Optional.empty(), NOON, Set.of("earlier"));

    private static ServiceEvent event(String id, Instant at) {
        return ServiceEvent.builder().id(id).createdAt(at).message(id).build();
    }

    /** ECS answers the newest first. */
    private void look(ServiceEvent... newestFirst) {
        events.tell(awaited, Service.builder().events(newestFirst).build());
    }

    @Test
    void tellsEventsOfTheSameMomentInTheOrderTheyHappened() {
        look(event("drained", NOON), event("deregistered", NOON), event("stopped", NOON));

        assertThat(listener.events)
                .extracting(DeploymentEvent::message)
                .containsExactly("stopped", "deregistered", "drained");
    }

    @Test
    void tellsEachEventOnceAndNoneFromBefore() {
        look(event("started", NOON), event("earlier", NOON), event("old", NOON.minusSeconds(6)));
        look(event("steady", NOON.plusSeconds(9)), event("started", NOON));

        assertThat(listener.events).extracting(DeploymentEvent::message).containsExactly("started", "steady");
    }
}
