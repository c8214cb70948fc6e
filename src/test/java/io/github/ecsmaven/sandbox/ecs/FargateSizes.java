package io.github.ecsmaven.sandbox.ecs;

import io.github.ecsmaven.sandbox.AwsError;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which memory goes with which CPU on Fargate (Developer Guide, "Task CPU and memory"), and the ways to write both. */
final class FargateSizes {
    private static final Pattern UNITS = Pattern.compile("[0-9]+");
    private static final Pattern VCPU = Pattern.compile("([0-9]*\\.?[0-9]+) ?vcpu");
    private static final Pattern GB = Pattern.compile("([0-9]*\\.?[0-9]+) ?gb");
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

    private static final Map<Integer, Set<Integer>> MEMORY_BY_CPU = Map.of(
            256, Set.of(512, 1024, 2048),
            512, steps(1024, 4096, 1024),
            1024, steps(2048, 8192, 1024),
            2048, steps(4096, 16384, 1024),
            4096, steps(8192, 30720, 1024),
            8192, steps(16384, 61440, 4096),
            16384, steps(32768, 122880, 8192),
            32768, Set.of(61440, 122880, 249856));

    private FargateSizes() {}

    private static Set<Integer> steps(int from, int to, int step) {
        Set<Integer> steps = new TreeSet<>();
        for (int size = from; size <= to; size += step) {
            steps.add(size);
        }
        return steps;
    }

    static void check(int cpu, int memory) throws AwsError {
        if (!MEMORY_BY_CPU.getOrDefault(cpu, Set.of()).contains(memory)) {
            throw EcsErrors.client("No Fargate configuration exists for given values: " + cpu + " CPU, " + memory
                    + " memory. See the Amazon ECS documentation for the valid values.");
        }
    }

    /** CPU units, from {@code 1024} or {@code 1 vCPU}. */
    static int cpu(String text) throws AwsError {
        return number(text, VCPU)
                .orElseThrow(() -> EcsErrors.client(
                        "Invalid 'cpu' setting for task. See the Amazon ECS documentation" + " for the valid values."));
    }

    /** MiB, from {@code 2048} or {@code 2 GB}. */
    static int memory(String text) throws AwsError {
        return number(text, GB)
                .orElseThrow(() -> EcsErrors.client("Invalid 'memory' setting for task. See the Amazon ECS"
                        + " documentation for the valid values."));
    }

    private static Optional<Integer> number(String text, Pattern unit) {
        String plain = text.trim().toLowerCase(Locale.ROOT);
        if (UNITS.matcher(plain).matches() && plain.length() < 9) {
            return Optional.of(Integer.valueOf(plain));
        }
        Matcher withUnit = unit.matcher(plain);
        return withUnit.matches()
                ? Optional.of(new BigDecimal(withUnit.group(1)).multiply(KIBI).intValue())
                : Optional.empty();
    }
}
