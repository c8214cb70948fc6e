package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.wire.StatusResponse;
import io.github.ecsmaven.buildkit.wire.Vertex;
import io.github.ecsmaven.buildkit.wire.VertexLog;
import io.github.ecsmaven.buildkit.wire.VertexStatus;
import io.github.ecsmaven.buildkit.wire.VertexWarning;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.BuildStep;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes steps and lines of what BuildKit tells about a solve, and remembers the step that failed. */
final class BuildProgress {
    private final BuildListener listener;
    private final Map<String, RunningStep> steps = new HashMap<>();
    private final Set<String> warned = new HashSet<>();
    private @Nullable RunningStep failed;

    BuildProgress(BuildListener listener) {
        this.listener = listener;
    }

    void accept(StatusResponse response) {
        for (Vertex vertex : response.vertexes()) {
            vertex(vertex);
        }
        for (VertexStatus status : response.statuses()) {
            transfer(status);
        }
        for (VertexLog log : response.logs()) {
            log(log);
        }
        for (VertexWarning warning : response.warnings()) {
            warning(warning);
        }
    }

    /** The step that the build failed at: the first that failed by itself. */
    Optional<BuildStep> failedStep() {
        return Optional.ofNullable(failed).map(RunningStep::step);
    }

    /** The last lines of the step that failed, or of none. */
    List<String> lastLines() {
        return failed == null ? List.of() : failed.lines().last();
    }

    /** What the failed step's error says. */
    Optional<String> failure() {
        return Optional.ofNullable(failed).map(RunningStep::error);
    }

    private void vertex(Vertex vertex) {
        if (vertex.started().isEmpty()) {
            return;
        }
        RunningStep known = steps.get(vertex.digest());
        RunningStep step = known == null ? begin(vertex) : known;
        if (vertex.completed().isPresent() && !step.ended) {
            end(step, vertex);
        }
    }

    private RunningStep begin(Vertex vertex) {
        RunningStep step = new RunningStep(new BuildStep(steps.size() + 1, vertex.name()));
        steps.put(vertex.digest(), step);
        UsedImage.in(vertex.name()).ifPresent(listener::usesImage);
        listener.stepStarted(step.step);
        return step;
    }

    private void end(RunningStep step, Vertex vertex) {
        step.ended = true;
        step.lines.finish(line -> listener.stepOutput(step.step, line));
        step.error = vertex.error();
        BuildStep.Outcome outcome = outcomeOf(vertex);
        if (outcome == BuildStep.Outcome.FAILED && failed == null) {
            failed = step;
        }
        listener.stepEnded(
                step.step,
                outcome,
                Duration.between(
                        vertex.started().orElseThrow(), vertex.completed().orElseThrow()));
    }

    private static BuildStep.Outcome outcomeOf(Vertex vertex) {
        if (!vertex.error().isEmpty()) {
            boolean canceled = vertex.error().endsWith("context canceled");
            return canceled ? BuildStep.Outcome.CANCELED : BuildStep.Outcome.FAILED;
        }
        return vertex.cached() ? BuildStep.Outcome.CACHED : BuildStep.Outcome.DONE;
    }

    private void transfer(VertexStatus status) {
        RunningStep step = steps.get(status.vertex());
        if (step != null) {
            String what = status.name().isEmpty() ? status.id() : status.name();
            listener.transferred(
                    step.step, new BuildStep.Transfer(what, status.current(), status.total(), status.completed()));
        }
    }

    private void log(VertexLog log) {
        RunningStep step = steps.get(log.vertex());
        if (step != null) {
            step.lines.add(log.output(), line -> listener.stepOutput(step.step, line));
        }
    }

    /** The same warning comes once for every platform and target. */
    private void warning(VertexWarning warning) {
        String place = warning.source()
                .filter(source -> !warning.ranges().isEmpty())
                .map(source ->
                        source.filename() + ", line " + warning.ranges().get(0).firstLine() + ": ")
                .orElse("");
        String url = warning.url().isEmpty() ? "" : " (" + warning.url() + ")";
        // Its line stands in front already.
        String text = place + warning.summary().replaceFirst(" \\(line \\d+\\)$", "") + url;
        if (warned.add(text)) {
            listener.warning(text);
        }
    }

    private static final class RunningStep {
        private final BuildStep step;
        private final OutputLines lines = new OutputLines();
        private boolean ended;
        private String error = "";

        RunningStep(BuildStep step) {
            this.step = step;
        }

        BuildStep step() {
            return step;
        }

        OutputLines lines() {
            return lines;
        }

        String error() {
            return error;
        }
    }
}
