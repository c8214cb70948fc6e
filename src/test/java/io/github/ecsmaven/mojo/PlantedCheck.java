package io.github.ecsmaven.mojo;

import io.github.ecsmaven.preflight.Check;
import io.github.ecsmaven.preflight.Report;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * A check that has something to say once a latch is open.
 *
 * @param gate is waited for
 * @param finding what is said then
 * @param opened is opened afterwards
 */
record PlantedCheck(CountDownLatch gate, Consumer<Report> finding, CountDownLatch opened) implements Check {
    static PlantedCheck failing(CountDownLatch gate) {
        return new PlantedCheck(
                gate, report -> report.fails("There is no role 'shop'.", "Create it."), new CountDownLatch(1));
    }

    static PlantedCheck warning(CountDownLatch gate) {
        return new PlantedCheck(gate, report -> report.warns("It takes long.", "Wait."), new CountDownLatch(1));
    }

    PlantedCheck thenOpens(CountDownLatch next) {
        return new PlantedCheck(gate, finding, next);
    }

    PlantedCheck after(Runnable look) {
        return new PlantedCheck(
                gate,
                report -> {
                    look.run();
                    finding.accept(report);
                },
                opened);
    }

    @Override
    public String subject() {
        return "roles";
    }

    @Override
    public String doing() {
        return "look at the role";
    }

    @Override
    public void look(Report report) {
        try {
            gate.await();
            finding.accept(report);
            opened.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
