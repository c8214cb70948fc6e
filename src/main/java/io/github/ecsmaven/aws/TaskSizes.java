package io.github.ecsmaven.aws;

import io.github.ecsmaven.ActionableException;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two spellings of a task's cpu and memory: {@code 1024} or {@code 1 vCPU}, {@code 2048} or {@code 2 GB} (ECS API reference,
 * RegisterTaskDefinition).
 */
public final class TaskSizes {
    private static final BigDecimal FACTOR = BigDecimal.valueOf(1024);
    private static final Pattern UNITS = Pattern.compile("[1-9][0-9]{0,7}");
    private static final Pattern CPUS = inUnits("vcpu");
    private static final Pattern GIGABYTES = inUnits("gb");

    private TaskSizes() {}

    private static Pattern inUnits(String unit) {
        return Pattern.compile("(\\d{0,6}\\.?\\d{1,6})\\s*" + unit, Pattern.CASE_INSENSITIVE);
    }

    /** In units of 1/1024 of a processor; text that is no size stays as it is. */
    public static String cpuUnits(String text) {
        return scaled(text, CPUS);
    }

    /** In MiB; text that is no size stays as it is. */
    public static String mebibytes(String text) {
        return scaled(text, GIGABYTES);
    }

    /** @throws ActionableException when the text is no number of processors */
    public static void requireCpu(String text) {
        if (!UNITS.matcher(cpuUnits(text)).matches()) {
            throw new ActionableException(
                    "<cpu> is '" + text + "', which is no size of a task.",
                    "Set <cpu> (-Decs.cpu) to a number of CPU units, such as 512, or of processors, such as .5 vCPU.");
        }
    }

    /** @throws ActionableException when the text is no amount of memory */
    public static void requireMemory(String text) {
        if (!UNITS.matcher(mebibytes(text)).matches()) {
            throw new ActionableException(
                    "<memory> is '" + text + "', which is no size of a task.",
                    "Set <memory> (-Decs.memory) to a number of MiB, such as 1024, or of gigabytes, such as 1 GB.");
        }
    }

    private static String scaled(String text, Pattern inUnits) {
        Matcher matcher = inUnits.matcher(text.trim());
        return matcher.matches()
                ? new BigDecimal(matcher.group(1))
                        .multiply(FACTOR)
                        .toBigInteger()
                        .toString()
                : text.trim();
    }
}
