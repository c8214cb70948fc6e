package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import io.github.ecsmaven.buildkit.BuildRequest;
import io.github.ecsmaven.buildkit.EngineFixture;
import io.github.ecsmaven.buildkit.HeardBuild;
import io.github.ecsmaven.buildkit.TickingStep;
import io.github.ecsmaven.image.BuildListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Builds that a real engine would go on with for ever, and that a look beside them ends. */
class VerifyBesideBuildEngineTest extends EngineFixture {
    /** A step that is not ended runs for ever; an engine with much else to do takes its time. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RecordingLog log = new RecordingLog(new Terminal());
    private final CountDownLatch ticking = new CountDownLatch(1);

    private final BuildListener untilTicking = new HeardUntil(TickingStep.RUNS, ticking);

    @Test
    void theStepThatRunsInBuildKitEnds() {
        TickingStep step = new TickingStep(engine.base());
        endsEarly(PlantedCheck.failing(ticking), () -> engine.builder(buildKit)
                .build(step.request(context).build(), untilTicking));

        HeardBuild watch = new HeardBuild();
        engine.builder(buildKit).build(step.watch(context).build(), watch);
        assertThat(watch.lines()).contains("stopped");
    }

    @Test
    void theContainerOfTheClassicBuilderEnds() throws InterruptedException {
        String id = UUID.randomUUID().toString();
        BuildRequest endless = request("RUN : " + id + "; while true; do echo ticking; sleep 0.2; done\n");

        AtomicReference<String> ran = new AtomicReference<>();
        PlantedCheck check = PlantedCheck.failing(ticking)
                .after(() -> ran.set(container(id).orElseThrow().getId()));
        endsEarly(check, () -> engine.engine().classicBuilder().build(endless.build(), untilTicking));

        assertThat(ends(ran.get())).as("end of the container in " + PATIENCE).isTrue();
    }

    private void endsEarly(PlantedCheck check, Runnable build) {
        try (VerifyBesideBuild beside = VerifyBesideBuild.start(List.of(check), new VerifyLog(log))) {
            assertThatThrownBy(() -> beside.during(build))
                    .hasMessageStartingWith("The deployment would fail, for 1 reason.")
                    .hasMessageNotContaining("interrupted");
        }
        assertThat(log.text()).contains("would fail:  There is no role 'shop'.");
        assertThat(Thread.interrupted()).isFalse();
    }

    private static boolean ends(String container) throws InterruptedException {
        try (WaitContainerResultCallback end =
                engine.client().waitContainerCmd(container).start()) {
            return end.awaitCompletion(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (NotFoundException | IOException removedAlready) {
            return true;
        }
    }

    /** Among all: one that says something already may not be listed as running yet. */
    private static Optional<Container> container(String id) {
        return engine.client().listContainersCmd().withShowAll(true).exec().stream()
                .filter(container -> container.getCommand().contains(id))
                .findFirst();
    }
}
