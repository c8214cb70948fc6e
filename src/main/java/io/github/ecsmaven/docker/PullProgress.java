package io.github.ecsmaven.docker;

import com.github.dockerjava.api.model.ResponseItem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The pull of a base image in a few lines: how its layers end, and every few seconds how far one of them is. */
final class PullProgress {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Set<String> STEPS_ON_THE_WAY =
            Set.of("Pulling fs layer", "Waiting", "Verifying Checksum", "Download complete");
    private static final double MEGABYTE = 1_000_000;

    private final Clock clock;
    private Instant next;

    PullProgress(Clock clock) {
        this.clock = clock;
        this.next = clock.instant().plus(INTERVAL);
    }

    Optional<String> line(ResponseItem item) {
        String status = item.getStatus() == null ? "" : item.getStatus();
        if (item.getId() == null) {
            return Optional.of(status);
        }
        if (STEPS_ON_THE_WAY.contains(status)) {
            return Optional.empty();
        }
        ResponseItem.ProgressDetail progress = item.getProgressDetail();
        boolean moving = progress != null && progress.getCurrent() != null;
        if (!moving) {
            return Optional.of(item.getId() + ": " + status);
        }
        return isDue() ? Optional.of(item.getId() + ": " + status + " " + amountOf(progress)) : Optional.empty();
    }

    private boolean isDue() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return false;
        }
        next = now.plus(INTERVAL);
        return true;
    }

    private static String amountOf(ResponseItem.ProgressDetail progress) {
        Long current = progress.getCurrent();
        Long total = progress.getTotal();
        String done = megabytes(current == null ? 0 : current);
        return total == null || total <= 0 ? done : done + " of " + megabytes(total);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
    }
}
