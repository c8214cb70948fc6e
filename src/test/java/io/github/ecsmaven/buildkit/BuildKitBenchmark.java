package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.docker.DockerSettings;
import io.github.ecsmaven.image.BuildKitOptions;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Prints what a build with BuildKit costs against the docker command line's on the same engine, each build a process of its own, and
 * what a large context costs in heap. Run by {@code src/it/bench-buildkit.sh}, with an empty directory and the docker command.
 */
final class BuildKitBenchmark {
    private static final int ROUNDS = 5;
    private static final int MEGABYTE = 1024 * 1024;
    private static final String IMAGE = "ecs-buildkit-benchmark:1";

    private final Path work;
    private final String docker;

    private BuildKitBenchmark(Path work, String docker) {
        this.work = work;
        this.docker = docker;
    }

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "all" -> new BuildKitBenchmark(Path.of(arguments[1]), arguments[2]).all();
            case "build" -> build(Path.of(arguments[1]));
            case "again" -> {
                Path context = Path.of(arguments[1]);
                build(context);
                BuildKitBenchmark benchmark = new BuildKitBenchmark(context, arguments[2]);
                benchmark.before(arguments[3]).run();
                System.out.println(millis(() -> build(context)));
            }
            case "heap" -> {
                build(Path.of(arguments[1]));
                System.out.println(peakHeap());
            }
            case "nothing" -> {
                // The start of a JVM alone.
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private void all() throws Exception {
        Path whole = newContext("whole", "FROM scratch\nCOPY . /\n");
        Path part = newContext("part", "FROM scratch\nCOPY small.txt /\n");
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            writeRandomFile(whole.resolve("part-" + i), random);
            Files.createLink(part.resolve("part-" + i), whole.resolve("part-" + i));
        }
        System.out.printf(Locale.ROOT, "start of a JVM: %.0f ms%n", median(() -> java("nothing", work)));
        System.out.println(
                "medians of " + ROUNDS + " interleaved rounds; ours in a new JVM, and the second build of a JVM");
        compare("500 MB copied whole, cold", "prune", whole);
        compare("500 MB copied whole, unchanged", "nothing", whole);
        compare("one small file out of 500 MB, cold", "prune", part);
        compareHeaps();
        prune();
    }

    private Step before(String what) {
        return what.equals("prune") ? this::prune : () -> {};
    }

    private void compare(String title, String before, Path context) throws Exception {
        List<String> command = List.of(docker, "build", "-q", "-t", IMAGE, context.toString());
        double[] theirs = new double[ROUNDS];
        double[] ours = new double[ROUNDS];
        double[] again = new double[ROUNDS];
        run(command);
        java("build", context);
        for (int i = 0; i < ROUNDS; i++) {
            before(before).run();
            theirs[i] = millis(() -> run(command));
            before(before).run();
            ours[i] = millis(() -> java("build", context));
            again[i] = Double.parseDouble(java("again", context, docker, before));
        }
        double cli = medianOf(theirs);
        System.out.printf(
                Locale.ROOT,
                "%s: docker build %.0f ms, ours %.0f ms (%.2f x), second %.0f ms (%.2f x)%n",
                title,
                cli,
                medianOf(ours),
                medianOf(ours) / cli,
                medianOf(again),
                medianOf(again) / cli);
    }

    private void compareHeaps() throws Exception {
        Path small = newContext("heap-small", "FROM scratch\nCOPY . /\n");
        writeSparseFile(small.resolve("part"), 5L * MEGABYTE);
        Path large = newContext("heap-large", "FROM scratch\nCOPY . /\n");
        for (int i = 0; i < 5; i++) {
            writeSparseFile(large.resolve("part-" + i), 1024L * MEGABYTE);
        }
        prune();
        String smallPeak = java("heap", small);
        String largePeak = java("heap", large);
        System.out.println("peak of used heap with -Xmx64m, garbage included: 5 MB context " + smallPeak
                + " MB, 5 GB context " + largePeak + " MB");
    }

    private static void build(Path context) {
        try (DockerEngine engine = DockerEngine.connect(DockerSettings.ofThisProcess(Optional.empty()));
                BuildKit buildKit = BuildKit.of(engine)) {
            ImageBuild request = new ImageBuild(
                    context,
                    context.resolve("Dockerfile"),
                    List.of(ImageReference.parse(IMAGE)),
                    Map.of(),
                    Optional.empty(),
                    List.of(),
                    Map.of(),
                    false,
                    false,
                    Optional.empty(),
                    List.of(),
                    BuildKitOptions.NONE,
                    Keychain.empty());
            buildKit.into(engine).build(request, new Silence());
        }
    }

    private static final class Silence implements BuildListener {
        @Override
        public void output(String line) {}

        @Override
        public void warning(String message) {}
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum()
                / MEGABYTE;
    }

    private void prune() throws Exception {
        run(List.of(docker, "image", "rm", "-f", IMAGE));
        run(List.of(docker, "builder", "prune", "-af"));
    }

    private static String java(String mode, Path directory, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                BuildKitBenchmark.class.getName(),
                mode,
                directory.toString()));
        command.addAll(List.of(more));
        return run(command).trim();
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0 && !output.contains("No such image")) {
            throw new IllegalStateException(command + " failed: " + output);
        }
        return output;
    }

    private static double median(Step step) throws Exception {
        double[] values = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            values[i] = millis(step);
        }
        return medianOf(values);
    }

    private static double medianOf(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double millis(Step step) throws Exception {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private Path newContext(String name, String dockerfile) throws IOException {
        Path context = Files.createDirectory(work.resolve(name));
        Files.writeString(context.resolve("Dockerfile"), dockerfile);
        Files.writeString(context.resolve("small.txt"), "small\n");
        return context;
    }

    private static void writeRandomFile(Path file, Random random) throws IOException {
        byte[] content = new byte[10 * MEGABYTE];
        random.nextBytes(content);
        Files.write(file, content);
    }

    private static void writeSparseFile(Path file, long size) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
        }
    }

    private interface Step {
        void run() throws Exception;
    }
}
