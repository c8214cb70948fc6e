package io.github.ecsmaven.sandbox.cloudformation;

import io.github.ecsmaven.sandbox.AwsError;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Steps that run side by side, each after those that it needs. */
final class Phase {
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final boolean goesOn;
    private Instant time;

    /** @param goesOn whether a failure stops only what needs the failed step, as in deletions; else it cancels all that runs */
    Phase(Collection<? extends Step> steps, boolean goesOn, Instant start) {
        steps.forEach(step -> this.steps.put(step.logicalId, step));
        this.goesOn = goesOn;
        this.time = start;
    }

    /** Does all that can be done until then; answers whether nothing is left to do. */
    boolean advance(Instant until) {
        while (true) {
            startReady();
            if (settleRunning()) {
                continue;
            }
            if (in(Step.State.RUNNING).isEmpty()) {
                return true;
            }
            if (!time.isBefore(until)) {
                return false;
            }
            Optional<Instant> next = in(Step.State.RUNNING).stream()
                    .map(step -> step.readyAt)
                    .filter(at -> at.isAfter(time) && at.isBefore(until))
                    .min(Instant::compareTo);
            time = next.orElse(until);
        }
    }

    private void startReady() {
        for (Step step : in(Step.State.WAITING)) {
            if (hasFailed() && !goesOn) {
                return;
            }
            if (step.after.stream().allMatch(this::isDone)) {
                step.state = Step.State.RUNNING;
                try {
                    step.readyAt = time.plus(step.begin(time));
                } catch (AwsError e) {
                    fail(step, e);
                }
            }
        }
    }

    private boolean isDone(String logicalId) {
        Step step = steps.get(logicalId);
        return step == null || step.state == Step.State.DONE;
    }

    private boolean settleRunning() {
        boolean any = false;
        for (Step step : in(Step.State.RUNNING)) {
            if (step.state == Step.State.RUNNING && !step.readyAt.isAfter(time)) {
                any |= settle(step);
            }
        }
        return any;
    }

    private boolean settle(Step step) {
        try {
            if (!step.isDone(time)) {
                return false;
            }
            step.state = Step.State.DONE;
            step.end(time);
        } catch (AwsError e) {
            fail(step, e);
        }
        return true;
    }

    private void fail(Step step, AwsError why) {
        step.state = Step.State.FAILED;
        step.fail(why, time);
        if (!goesOn) {
            cancel();
        }
    }

    /** Gives up what runs; what waits never begins. */
    void cancel() {
        in(Step.State.RUNNING).forEach(step -> {
            step.state = Step.State.CANCELLED;
            step.cancel(time);
        });
        in(Step.State.WAITING).forEach(step -> step.state = Step.State.CANCELLED);
    }

    private List<Step> in(Step.State state) {
        return steps.values().stream().filter(step -> step.state == state).toList();
    }

    boolean hasFailed() {
        return !failed().isEmpty();
    }

    /** Logical ids of the steps that failed by themselves. */
    List<String> failed() {
        return in(Step.State.FAILED).stream().map(step -> step.logicalId).toList();
    }

    /** When the last thing happened. */
    Instant time() {
        return time;
    }
}
