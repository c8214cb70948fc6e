package io.github.ecsmaven.release;

import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.BuildStep;
import java.time.Duration;

/** Lets through what a build says about its export: all else was told when the image was built. */
final class ExportSteps implements BuildListener {
    private final BuildListener listener;

    ExportSteps(BuildListener listener) {
        this.listener = listener;
    }

    private static boolean isExport(BuildStep step) {
        return step.name().startsWith("exporting") || step.name().startsWith("pushing");
    }

    @Override
    public void output(String line) {}

    @Override
    public void warning(String message) {}

    @Override
    public void stepStarted(BuildStep step) {
        if (isExport(step)) {
            listener.stepStarted(step);
        }
    }

    @Override
    public void stepOutput(BuildStep step, String line) {
        if (isExport(step)) {
            listener.stepOutput(step, line);
        }
    }

    @Override
    public void transferred(BuildStep step, BuildStep.Transfer transfer) {
        if (isExport(step)) {
            listener.transferred(step, transfer);
        }
    }

    @Override
    public void stepEnded(BuildStep step, BuildStep.Outcome outcome, Duration took) {
        if (isExport(step)) {
            listener.stepEnded(step, outcome, took);
        }
    }
}
