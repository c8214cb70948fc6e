package io.github.ecsmaven.docker;

import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import io.github.ecsmaven.image.BuildListener;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The stream of a classic build: its text cut into lines, the instruction it is at, and how it ended. */
final class BuildOutput {
    private static final int REMEMBERED_LINES = 50;
    /** What is longer is cut, so that a program which ends no line does not fill the memory. */
    private static final int LONGEST_LINE = 1 << 20;

    /** {@code Step 2/5 : RUN make} (Docker), {@code STEP 2/5: RUN make} (Podman). */
    private static final Pattern STEP = Pattern.compile("Step (\\d+/\\d+) ?: (.*)", Pattern.CASE_INSENSITIVE);

    private static final Pattern SUCCESS = Pattern.compile("Successfully built ([0-9a-f]{12,64})");

    private final BuildListener listener;
    private final PullProgress pulls;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final StringBuilder unfinished = new StringBuilder();
    private @Nullable String step;
    private @Nullable String imageId;
    private @Nullable String builtId;
    private @Nullable String error;

    BuildOutput(BuildListener listener, Clock clock) {
        this.listener = listener;
        this.pulls = new PullProgress(clock);
    }

    void accept(BuildResponseItem item) {
        if (item.getStream() != null) {
            text(item.getStream());
        } else if (item.isErrorIndicated()) {
            error = errorOf(item);
        } else if (item.getStatus() != null) {
            pulls.line(item).ifPresent(this::line);
        }
        // A build of several stages tells the id of each; the last one is the image.
        if (item.getRawValues().get("aux") instanceof Map<?, ?> aux && aux.get("ID") instanceof String id) {
            imageId = id;
        }
    }

    /** To be called at the end of the stream. */
    void finish() {
        if (unfinished.length() > 0) {
            text("\n");
        }
    }

    /** The image that the build ended with. */
    Optional<String> imageId() {
        return builtId == null || error != null ? Optional.empty() : Optional.of(imageId == null ? builtId : imageId);
    }

    /** What the engine says went wrong. */
    Optional<String> error() {
        return Optional.ofNullable(error);
    }

    /** The instruction that the build was at, with its number: {@code 2/5 : RUN make}. */
    Optional<String> step() {
        return Optional.ofNullable(step);
    }

    /** The last 50 lines at most. */
    List<String> lastLines() {
        return List.copyOf(lastLines);
    }

    private void text(String text) {
        int begin = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
            line(shown(unfinished.append(text, begin, end).toString()));
            unfinished.setLength(0);
            begin = end + 1;
        }
        unfinished.append(text, begin, text.length());
        if (unfinished.length() > LONGEST_LINE) {
            line(shown(unfinished.toString()));
            unfinished.setLength(0);
        }
    }

    /** A line that a program redrew with carriage returns counts as it looked at last. */
    private static String shown(String line) {
        String ended = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        return ended.substring(ended.lastIndexOf('\r') + 1);
    }

    private void line(String line) {
        Matcher stepLine = STEP.matcher(line);
        if (stepLine.matches()) {
            step = stepLine.group(1) + " : " + stepLine.group(2).strip();
        }
        Matcher success = SUCCESS.matcher(line);
        if (success.lookingAt()) {
            builtId = success.group(1);
        }
        if (lastLines.size() == REMEMBERED_LINES) {
            lastLines.removeFirst();
        }
        lastLines.addLast(line);
        listener.output(line);
    }

    private static String errorOf(ResponseItem item) {
        boolean detailed =
                item.getErrorDetail() != null && item.getErrorDetail().getMessage() != null;
        String message = detailed ? item.getErrorDetail().getMessage() : item.getError();
        return message == null ? "an error without a message" : message.strip();
    }
}
