package io.github.ecsmaven.ecs;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two spellings of a task's cpu and memory: {@code 1024} or {@code 1 vCPU}, {@code 2048} or {@code 2 GB} (ECS API reference,
 * RegisterTaskDefinition).
 */
final class Sizes {
    private static final BigDecimal FACTOR = BigDecimal.valueOf(1024);
    private static final Pattern IN_UNITS = Pattern.compile("(\\d*\\.?\\d+)\\s*(?:vcpu|gb)", Pattern.CASE_INSENSITIVE);

    private Sizes() {}

    /** In units of 1/1024 of a processor; text that is no size stays as it is. */
    static String cpuUnits(String text) {
        return scaled(text);
    }

    /** In MiB; text that is no size stays as it is. */
    static String mebibytes(String text) {
        return scaled(text);
    }

    private static String scaled(String text) {
        Matcher matcher = IN_UNITS.matcher(text.trim());
        return matcher.matches()
                ? new BigDecimal(matcher.group(1))
                        .multiply(FACTOR)
                        .toBigInteger()
                        .toString()
                : text.trim();
    }
}
