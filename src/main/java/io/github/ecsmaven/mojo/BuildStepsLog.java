package io.github.ecsmaven.mojo;

import io.github.ecsmaven.image.BuildStep;
import io.github.ecsmaven.image.BuildStep.Outcome;
import io.github.ecsmaven.image.BuildStep.Transfer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a build. In a terminal those that run are one redrawn block, each with its time and its last line, and those that ended
 * are a line each; elsewhere every line of theirs is one, headed by the step's number, as {@code docker build --progress=plain} has it.
 * Steps of the builder itself ({@code [internal] …}) are told only when they take long or fail.
 */
final class BuildStepsLog {
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final int LONGEST_BLOCK = 12;

    private final LiveBlock block;
    private final Consumer<String> lines;
    private final InstantSource clock;
    private final Map<Integer, Running> running = new LinkedHashMap<>();
    private Instant began = Instant.EPOCH;
    private int ended;

    BuildStepsLog(LiveBlock block, Consumer<String> lines, InstantSource clock) {
        this.block = block;
        this.lines = lines;
        this.clock = clock;
    }

    synchronized void started(BuildStep step) {
        if (step.number() == 1) {
            began = clock.instant();
            ended = 0;
        }
        running.put(step.number(), new Running(step, clock.instant()));
        if (!block.isLive() && !isInternal(step)) {
            lines.accept(titleOf(step));
        }
        redraw();
    }

    synchronized void output(BuildStep step, String line) {
        Running shown = running.get(step.number());
        if (block.isLive() && shown != null) {
            shown.last = line;
            redraw();
        } else {
            lines.accept("#" + step.number() + " " + line);
        }
    }

    synchronized void transferred(BuildStep step, Transfer transfer) {
        Running shown = running.get(step.number());
        if (shown == null) {
            return;
        }
        if (block.isLive()) {
            shown.last = inWords(transfer);
            redraw();
        } else if (isNews(shown, transfer)) {
            tellTitle(shown);
            lines.accept("#" + step.number() + " " + inWords(transfer));
        }
    }

    synchronized void ended(BuildStep step, Outcome outcome, Duration took) {
        Running shown = running.remove(step.number());
        ended++;
        boolean worthIt = !isInternal(step)
                || outcome == Outcome.FAILED
                || took.compareTo(QUIET) >= 0
                || (shown != null && shown.told);
        if (worthIt) {
            if (block.isLive()) {
                lines.accept(titleOf(step) + " " + inWords(outcome, took));
            } else {
                if (shown != null) {
                    tellTitle(shown);
                }
                lines.accept("#" + step.number() + " " + inWords(outcome, took));
            }
        }
        redraw();
    }

    /** Draws what runs, with the time of now. */
    synchronized void redraw() {
        if (block.isLive() && !running.isEmpty()) {
            block.draw(drawing());
        }
    }

    /** A build that ended badly may leave steps without an end. */
    synchronized void clear() {
        running.clear();
    }

    private void tellTitle(Running shown) {
        if (isInternal(shown.step) && !shown.told) {
            shown.told = true;
            lines.accept(titleOf(shown.step));
        }
    }

    private boolean isNews(Running shown, Transfer transfer) {
        Instant now = clock.instant();
        Instant last = shown.said.getOrDefault(transfer.what(), shown.since);
        boolean due = Duration.between(last, now).compareTo(QUIET) >= 0;
        if (due && (transfer.current() > 0 || transfer.ended())) {
            shown.said.put(transfer.what(), now);
            return true;
        }
        return transfer.ended() && shown.said.containsKey(transfer.what()) && shown.done.add(transfer.what());
    }

    private List<String> drawing() {
        Instant now = clock.instant();
        List<String> drawn = new ArrayList<>();
        drawn.add("Building " + seconds(Duration.between(began, now)) + ", " + ended + (ended == 1 ? " step" : " steps")
                + " done");
        for (Running each : running.values()) {
            if (drawn.size() >= LONGEST_BLOCK) {
                break;
            }
            drawn.add("  " + seconds(Duration.between(each.since, now)) + " " + titleOf(each.step));
            each.last().ifPresent(line -> drawn.add("         " + line));
        }
        return drawn;
    }

    private static boolean isInternal(BuildStep step) {
        return step.name().startsWith("[internal]");
    }

    private static String titleOf(BuildStep step) {
        return "#" + step.number() + " " + step.name();
    }

    private static String inWords(Outcome outcome, Duration took) {
        return switch (outcome) {
            case DONE -> "DONE " + seconds(took);
            case CACHED -> "CACHED";
            case FAILED -> "FAILED after " + seconds(took);
            case CANCELED -> "CANCELED";
        };
    }

    private static String seconds(Duration duration) {
        return Summary.inWords(duration);
    }

    private static String inWords(Transfer transfer) {
        String what = transfer.what().replaceFirst(":$", "");
        String size = transfer.total() > 0
                ? Sizes.inWords(Math.min(transfer.current(), transfer.total())) + " of "
                        + Sizes.inWords(transfer.total())
                : transfer.current() > 0 ? Sizes.inWords(transfer.current()) : "";
        return (what + " " + size).strip() + (transfer.ended() ? " done" : "");
    }

    private static final class Running {
        private final BuildStep step;
        private final Instant since;
        private final Map<String, Instant> said = new LinkedHashMap<>();
        private final java.util.Set<String> done = new java.util.HashSet<>();
        private @Nullable String last;
        private boolean told;

        Running(BuildStep step, Instant since) {
            this.step = step;
            this.since = since;
        }

        Optional<String> last() {
            return Optional.ofNullable(last).filter(line -> !line.isBlank());
        }
    }
}
