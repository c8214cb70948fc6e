package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.BuildStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Writes down what a build says. */
public final class HeardBuild implements BuildListener {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final List<String> lines = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, BuildStep.Outcome> outcomes = new TreeMap<>();

    @Override
    public synchronized void output(String line) {
        lines.add(line);
    }

    @Override
    public synchronized void warning(String message) {
        warnings.add(message);
    }

    @Override
    public synchronized void stepStarted(BuildStep step) {
        lines.add(step.name());
    }

    @Override
    public synchronized void stepOutput(BuildStep step, String line) {
        lines.add(line);
        notifyAll();
    }

    @Override
    public synchronized void stepEnded(BuildStep step, BuildStep.Outcome outcome, Duration took) {
        outcomes.put(step.name(), outcome);
    }

    /** Names of steps as they began, and all output. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    public synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** How the step ended whose name ends with that. */
    public synchronized BuildStep.Outcome outcomeOf(String step) {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(step))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no step " + step + " in " + outcomes));
    }

    /** Returns when a step has written that line. */
    public synchronized void await(String line) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (!lines.contains(line)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("no line '" + line + "' in " + lines);
            }
            wait(left);
        }
    }
}
