package io.github.ecsmaven.release;

import io.github.ecsmaven.ecr.ImageExpiry;
import io.github.ecsmaven.ecs.ImageUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An image in use that a lifecycle policy takes.
 *
 * @param expiry when, and by which rule
 * @param uses who uses it, at least one
 * @param isPushed whether it is the one that is about to be pushed
 */
public record ImageAtRisk(ImageExpiry expiry, List<ImageUse> uses, boolean isPushed) {
    private static final int SHOWN_TAGS = 3;

    public ImageAtRisk {
        uses = List.copyOf(uses);
    }

    /** A line about it, seen from a moment. */
    public String inWords(Instant now) {
        return name() + " " + (expiry.archives() ? "goes to the archive " : "expires ") + when(now) + " by "
                + expiry.rule() + "; " + uses.stream().map(ImageAtRisk::inWords).collect(Collectors.joining(", "));
    }

    private String name() {
        List<String> tags = expiry.image().tags();
        String shown = tags.stream().limit(SHOWN_TAGS).collect(Collectors.joining(", "))
                + (tags.size() > SHOWN_TAGS ? ", …" : "");
        String digest = isPushed
                ? "the image that is to be pushed"
                : expiry.image().digest().value().substring(0, 19);
        return digest + (tags.isEmpty() ? " (untagged)" : " (" + shown + ")");
    }

    private String when(Instant now) {
        Duration left = Duration.between(now, expiry.at());
        long days = left.isZero() ? 0 : left.toDays() + (left.equals(Duration.ofDays(left.toDays())) ? 0 : 1);
        return days == 0 ? "now" : days == 1 ? "in 1 day" : "in " + days + " days";
    }

    private static String inWords(ImageUse use) {
        return switch (use.kind()) {
            case CURRENT -> use.user() + " runs it";
            case ROLLBACK -> use.user() + " would go back to it";
            case TASK -> use.user().startsWith("task ")
                    ? use.user() + " runs it"
                    : "a task of " + use.user() + " runs it";
            case KEPT -> use.user() + " names it, which is kept";
            case NEXT -> use.user() + " is about to get it";
        };
    }
}
