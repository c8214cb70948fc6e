package io.github.ecsmaven.ecs;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a value of a task definition is told in a line, and whether it may be: build logs are read by many. */
final class ShownValue {
    private static final int LONGEST = 100;
    private static final Set<String> MAY_BE_SECRET = Set.of("environment", "dockerLabels", "driverOpts");
    private static final Set<String> OPTIONS_OF_EVERY_DRIVER = Set.of("mode", "max-buffer-size");
    private static final Pattern SECRETIVE =
            Pattern.compile("pass|pwd|secret|token|key|credential|auth|://[^/]*@", Pattern.CASE_INSENSITIVE);

    private ShownValue() {}

    /** Whether neither the one value of a field nor the other can be secret. */
    static boolean isShown(List<String> path, Object before, Object after) {
        String parent = path.size() > 1 ? path.get(path.size() - 2) : "";
        if (parent.equals("secrets")) {
            return Stream.of(before, after).allMatch(ShownValue::isNoSecret);
        }
        if (parent.equals("options")) {
            String option = path.get(path.size() - 1);
            return option.startsWith("awslogs-") || OPTIONS_OF_EVERY_DRIVER.contains(option);
        }
        return !MAY_BE_SECRET.contains(parent)
                && Stream.of(before, after).filter(Collection.class::isInstance).noneMatch(ShownValue::looksSecret);
    }

    /** An ARN refers to a secret; anything else may be one that was pasted at the wrong place. */
    private static boolean isNoSecret(Object valueFrom) {
        return !(valueFrom instanceof String text) || text.startsWith("arn:");
    }

    /** Arguments of a command may be passwords. */
    private static boolean looksSecret(Object arguments) {
        return SECRETIVE.matcher(arguments.toString()).find();
    }

    /** In words, next to the value on the other side. */
    static String of(Object value, Object other) {
        if (value instanceof NormalImage image) {
            return image.shown(other);
        }
        String text = value instanceof Collection<?> items
                ? items.stream().map(item -> '"' + item.toString() + '"').collect(Collectors.joining(", ", "[", "]"))
                : value.toString();
        String line = DigestToCome.inWords(text).replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
