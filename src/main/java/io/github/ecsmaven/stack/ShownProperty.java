package io.github.ecsmaven.stack;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a value of a change set is told in a line, and whether it may be: build logs are read by many. */
final class ShownProperty {
    private static final int LONGEST = 100;
    /** What stands for a value that only the execution will tell (user guide, "Example change sets"). */
    private static final String UNKNOWN = "{{changeSet:KNOWN_AFTER_APPLY}}";

    private static final Pattern VARIABLES = Pattern.compile("(^|\\.)(Environment|DockerLabels)(\\.|$)");
    private static final Pattern ARGUMENTS = Pattern.compile("(^|\\.)(Command|EntryPoint)(\\.|$)");
    private static final Pattern SECRETS = Pattern.compile("(^|\\.)Secrets(\\.|$)");
    private static final Pattern CONTAINERS = Pattern.compile("(^|\\.)ContainerDefinitions(\\.|$)");
    private static final Pattern SECRETIVE =
            Pattern.compile("pass|pwd|secret|token|key|credential|auth|://[^/]*@", Pattern.CASE_INSENSITIVE);

    private ShownProperty() {}

    static boolean isKnown(@Nullable String value) {
        return value != null && !value.contains(UNKNOWN);
    }

    /** Whether two values are known to differ. */
    static boolean differ(@Nullable String before, @Nullable String after) {
        return after == null ? before != null : isKnown(after) && !after.equals(before);
    }

    /** @param path without slashes */
    static Optional<String> of(String path, @Nullable String value) {
        if (value == null || !isKnown(value) || maybeSecret(path, value)) {
            return Optional.empty();
        }
        String line = value.replaceAll("\\s+", " ");
        return Optional.of(line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…");
    }

    private static boolean maybeSecret(String path, String value) {
        if (VARIABLES.matcher(path).find()) {
            return true;
        }
        if (SECRETS.matcher(path).find()) {
            return path.endsWith("ValueFrom") && !value.startsWith("arn:");
        }
        // A container told as a whole has its variables in it.
        boolean whole = CONTAINERS.matcher(path).find() && (value.startsWith("{") || value.startsWith("["));
        return whole
                ? !ARGUMENTS.matcher(path).find() || SECRETIVE.matcher(value).find()
                : ARGUMENTS.matcher(path).find() && SECRETIVE.matcher(value).find();
    }
}
