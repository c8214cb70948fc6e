package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.preflight.Check;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A look beside a build: what it finds ends the build, and nothing else. */
@Timeout(60)
class VerifyBesideBuildTest {
    private static final long MINUTES = 10;

    private final RecordingLog log = new RecordingLog(new Terminal());
    private final CountDownLatch building = new CountDownLatch(1);

    @AfterEach
    void noInterruptIsLeft() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whatWouldFailEndsABuildOfManyMinutes() {
        try (VerifyBesideBuild beside = look(PlantedCheck.failing(building))) {
            assertThatThrownBy(() -> beside.during(this::buildForMinutes))
                    .hasMessageStartingWith("The deployment would fail, for 1 reason.")
                    .hasMessageNotContaining("interrupted")
                    .satisfies(verdict -> assertThat(verdict.getSuppressed())
                            .singleElement()
                            .asString()
                            .contains("The build was interrupted."));
        }
        assertThat(log.text()).contains("would fail:  There is no role 'shop'.").doesNotContain("interrupted");
    }

    @Test
    void everyFindingIsToldAlsoTheOneThatComesAfterTheFailure() {
        CountDownLatch failed = new CountDownLatch(1);
        try (VerifyBesideBuild beside =
                look(PlantedCheck.failing(building).thenOpens(failed), PlantedCheck.warning(failed))) {
            assertThatThrownBy(() -> beside.during(this::buildForMinutes))
                    .hasMessageStartingWith("The deployment would fail, for 1 reason.");
        }
        assertThat(log.text()).contains("would fail:  There is no role 'shop'.", "warning:     It takes long.");
    }

    @Test
    void aBuildDoesNotBeginOnceItIsKnownToBeInVain() throws InterruptedException {
        VerifyBesideBuild beside = look(PlantedCheck.failing(new CountDownLatch(0)));
        assertThatThrownBy(beside::join).isInstanceOf(ActionableException.class);

        try (beside) {
            assertThatThrownBy(() -> beside.during(building::countDown)).isInstanceOf(ActionableException.class);
        }
        assertThat(building.getCount()).isOne();
    }

    @Test
    void aWarningEndsNothing() {
        try (VerifyBesideBuild beside = look(PlantedCheck.warning(building))) {
            beside.during(() -> {
                building.countDown();
                joinLook();
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            });
        }
        assertThat(log.text()).contains("warning:     It takes long.");
    }

    @Test
    void aBuildThatGoesWellAllTheSameKeepsNothingFromBeingTold() {
        try (VerifyBesideBuild beside = look(PlantedCheck.failing(building))) {
            assertThatThrownBy(() -> beside.during(() -> {
                        building.countDown();
                        joinLook();
                    }))
                    .hasMessageStartingWith("The deployment would fail")
                    .hasNoSuppressedExceptions();
        }
    }

    @Test
    void whatIsFoundAfterTheBuildInterruptsNothing() {
        CountDownLatch built = new CountDownLatch(1);
        VerifyBesideBuild beside = look(PlantedCheck.failing(built));

        try (beside) {
            assertThatThrownBy(() -> beside.during(built::countDown))
                    .hasMessageStartingWith("The deployment would fail");
        }
    }

    @Test
    void aBuildThatFailsByItselfSaysSoAtOnce() {
        CountDownLatch never = new CountDownLatch(1);
        try (VerifyBesideBuild beside = look(PlantedCheck.failing(never))) {
            assertThatThrownBy(() -> beside.during(() -> {
                        throw new ActionableException("COPY failed.", "Correct it.");
                    }))
                    .hasMessageStartingWith("COPY failed.");
        }
        joinLook();
        assertThat(log.text()).isEmpty();
    }

    @Test
    void anothersInterruptOfTheBuildStays() {
        CountDownLatch never = new CountDownLatch(1);
        try (VerifyBesideBuild beside = look(PlantedCheck.failing(never))) {
            assertThatThrownBy(() -> beside.during(() -> {
                        Thread.currentThread().interrupt();
                        buildForMinutes();
                    }))
                    .hasMessageStartingWith("The build was interrupted.");
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void withoutALookTheBuildIsAllThereIs() {
        try (VerifyBesideBuild none = VerifyBesideBuild.none()) {
            assertThatCode(() -> none.during(building::countDown)).doesNotThrowAnyException();
        }
        assertThat(building.getCount()).isZero();
    }

    @Test
    void noThreadOutlivesIt() {
        CountDownLatch never = new CountDownLatch(1);

        look(PlantedCheck.failing(never)).close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("ecs-verify"));
    }

    private VerifyBesideBuild look(Check... checks) {
        return VerifyBesideBuild.start(List.of(checks), new VerifyLog(log));
    }

    private void buildForMinutes() {
        building.countDown();
        try {
            assertThat(new CountDownLatch(1).await(MINUTES, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionableException("The build was interrupted.", "Run Maven again.", e);
        }
    }

    /** Waits for the end of the look, whatever interrupts this thread meanwhile. */
    private static void joinLook() {
        boolean interrupted = false;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            while (thread.getName().equals("ecs-verify") && thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
