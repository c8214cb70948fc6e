package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.buildkit.BuildRequest;
import io.github.ecsmaven.buildkit.EngineFixture;
import io.github.ecsmaven.buildkit.HeardBuild;
import io.github.ecsmaven.buildkit.TickingStep;
import io.github.ecsmaven.image.BuildListener;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Builds that a real engine would go on with for ever, and that a look beside them ends. */
class VerifyBesideBuildEngineTest extends EngineFixture {
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
    void theContainerOfTheClassicBuilderEnds() {
        String id = UUID.randomUUID().toString();
        BuildRequest endless = request("RUN : " + id + "; while true; do echo ticking; sleep 0.2; done\n");

        AtomicBoolean ran = new AtomicBoolean();
        PlantedCheck check = PlantedCheck.failing(ticking).after(() -> ran.set(runs(id)));
        endsEarly(check, () -> engine.engine().classicBuilder().build(endless.build(), untilTicking));

        assertThat(ran).isTrue();
        assertThat(containersEnd(id)).isTrue();
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

    private static boolean containersEnd(String id) {
        long end = System.nanoTime() + 15_000_000_000L;
        while (runs(id) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return !runs(id);
    }

    private static boolean runs(String id) {
        return engine.client().listContainersCmd().exec().stream()
                .anyMatch(container -> container.getCommand().contains(id));
    }
}
