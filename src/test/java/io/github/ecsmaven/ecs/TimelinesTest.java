package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ecs.EcsWorld.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every timeline of {@link Timelines} ends in its verdict and its words, with no more calls than the pace allows. */
class TimelinesTest extends DeploymentScenario {
    private static final List<String> POLLS = List.of("DescribeServices", "DescribeServiceDeployments");
    private static final Duration BRISK_PHASE = Duration.ofMinutes(1);

    static Stream<Timeline> all() {
        return Timelines.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void ends(Timeline timeline) {
        timeline.script.forEach(step -> step.accept(ecs));
        Ending ending = play(timeline);

        assertThat(ending.status()).as(ending.report()).isEqualTo(timeline.ends);
        timeline.words.forEach(word -> assertThat(ending.report()).contains(word));
        timeline.absentWords.forEach(word -> assertThat(ending.report()).doesNotContain(word));
        assertThat(listener.heard).containsAll(timeline.heard);
        assertThat(ecs.clock.elapsed()).isLessThanOrEqualTo(timeline.latest);
        assertThat(ecs.calls)
                .extracting(Call::action)
                .contains(timeline.mustCall)
                .doesNotContain(timeline.mustNotCall);
        assertThat(listener.events).extracting(DeploymentEvent::message).doesNotHaveDuplicates();
        assertCalmPace();
    }

    private Ending play(Timeline timeline) {
        try {
            DeploymentOutcome outcome = deploy(ecs, timeline.image, timeline.settings);
            return new Ending(outcome.status(), "");
        } catch (DeploymentFailedException e) {
            return new Ending(e.status(), e.getMessage());
        }
    }

    /** One call in five seconds in the first minute and one in ten after it; what confirms a turn or a verdict comes on top. */
    private void assertCalmPace() {
        List<Instant> looks = ecs.calls.stream()
                .filter(call -> POLLS.contains(call.action()))
                .map(Call::at)
                .distinct()
                .toList();
        Instant start = ecs.calls.get(0).at();
        for (int i = 1; i < looks.size(); i++) {
            Duration least =
                    looks.get(i - 1).isBefore(start.plus(BRISK_PHASE)) ? Duration.ofSeconds(5) : Duration.ofSeconds(10);
            boolean isLast = i == looks.size() - 1;
            assertThat(isLast || !looks.get(i).isBefore(looks.get(i - 1).plus(least)))
                    .as("looks at %s and %s", looks.get(i - 1), looks.get(i))
                    .isTrue();
        }
    }

    private record Ending(DeploymentStatus status, String report) {}
}
