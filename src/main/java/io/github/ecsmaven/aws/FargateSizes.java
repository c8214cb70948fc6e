package io.github.ecsmaven.aws;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which memory (MiB) goes with which CPU (units) on Fargate (ECS Developer Guide, "Task CPU and memory"). */
public final class FargateSizes {
    private static final NavigableMap<Integer, NavigableSet<Integer>> MEMORY_BY_CPU = table();
    private static final int LEAST_ON_WINDOWS = 1024;
    private static final int MOST_ON_WINDOWS = 4096;

    private final NavigableMap<Integer, NavigableSet<Integer>> memoryByCpu;

    private FargateSizes(NavigableMap<Integer, NavigableSet<Integer>> memoryByCpu) {
        this.memoryByCpu = memoryByCpu;
    }

    /** The sizes of tasks that run on Linux. */
    public static FargateSizes ofLinux() {
        return new FargateSizes(MEMORY_BY_CPU);
    }

    /** The sizes of tasks that run on Windows. */
    public static FargateSizes ofWindows() {
        return new FargateSizes(new TreeMap<>(MEMORY_BY_CPU.subMap(LEAST_ON_WINDOWS, true, MOST_ON_WINDOWS, true)));
    }

    private static NavigableMap<Integer, NavigableSet<Integer>> table() {
        NavigableMap<Integer, NavigableSet<Integer>> table = new TreeMap<>();
        table.put(256, new TreeSet<>(List.of(512, 1024, 2048)));
        table.put(512, steps(1024, 4096, 1024));
        table.put(1024, steps(2048, 8192, 1024));
        table.put(2048, steps(4096, 16384, 1024));
        table.put(4096, steps(8192, 30720, 1024));
        table.put(8192, steps(16384, 61440, 4096));
        table.put(16384, steps(32768, 122880, 8192));
        table.put(32768, new TreeSet<>(List.of(61440, 122880, 249856)));
        return table;
    }

    private static NavigableSet<Integer> steps(int from, int to, int step) {
        NavigableSet<Integer> steps = new TreeSet<>();
        for (int size = from; size <= to; size += step) {
            steps.add(size);
        }
        return steps;
    }

    /** Whether there is such a task. */
    public boolean has(Pair size) {
        return memoryByCpu.containsKey(size.cpu())
                && memoryByCpu.get(size.cpu()).contains(size.memory());
    }

    /** The smallest size that has at least as much of both; the largest there is when none has. */
    public Pair nearest(Pair wanted) {
        for (Map.Entry<Integer, NavigableSet<Integer>> row :
                memoryByCpu.tailMap(wanted.cpu(), true).entrySet()) {
            Integer memory = row.getValue().ceiling(wanted.memory());
            if (memory != null) {
                return new Pair(row.getKey(), memory);
            }
        }
        return new Pair(
                memoryByCpu.lastKey(), memoryByCpu.lastEntry().getValue().last());
    }

    /** The memory that goes with a number of CPU units, in words; empty when that number does not exist. */
    public Optional<String> memoryFor(int cpu) {
        return Optional.ofNullable(memoryByCpu.get(cpu)).map(FargateSizes::inWords);
    }

    private static String inWords(NavigableSet<Integer> sizes) {
        if (sizes.size() <= 3) {
            return String.join(", ", sizes.stream().map(String::valueOf).toList()) + " MiB";
        }
        int step = (sizes.last() - sizes.first()) / (sizes.size() - 1);
        return sizes.first() + " to " + sizes.last() + " MiB in steps of " + step;
    }

    /** The numbers of CPU units that exist. */
    public String cpus() {
        return String.join(
                ", ", memoryByCpu.keySet().stream().map(String::valueOf).toList());
    }

    /**
     * A task's size.
     *
     * @param cpu in units of 1/1024 of a processor
     * @param memory in MiB
     */
    public record Pair(int cpu, int memory) {}
}
