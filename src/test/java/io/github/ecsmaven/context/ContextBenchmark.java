package io.github.ecsmaven.context;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * Prints what {@link BuildContext} costs: against {@code tar c . | curl}, with many ignored files, and in heap. Run by
 * {@code src/it/bench-context.sh}, with an empty directory and the path of the engine's socket.
 */
final class ContextBenchmark {
    private static final int ROUNDS = 5;
    private static final int MEGABYTE = 1024 * 1024;
    private static final String DOCKERFILE = "FROM scratch\nCOPY small.txt /\n";

    private final Path work;
    private final DockerSocket engine;

    private ContextBenchmark(Path work, Path socket) {
        this.work = work;
        this.engine = new DockerSocket(
                socket, "ecs-context-benchmark:" + ProcessHandle.current().pid());
    }

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "all" -> new ContextBenchmark(Path.of(arguments[1]), Path.of(arguments[2])).all();
            case "time" -> System.out.println(millisToWrite(Path.of(arguments[1])));
            case "heap" -> System.out.println(peakHeap(Path.of(arguments[1])));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private void all() throws Exception {
        try {
            compareUploads();
        } finally {
            engine.removeImages();
        }
        compareIgnoredFiles();
        compareHeaps();
    }

    private void compareUploads() throws Exception {
        Path context = newContext("upload", "");
        Path payload = Files.createDirectory(context.resolve("payload"));
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            writeRandomFile(payload.resolve("part-" + i), 10 * MEGABYTE, random);
        }
        System.out.println(
                "(1) build from 500 MB of random data in 50 files; Dockerfile: " + DOCKERFILE.replace("\n", "; "));
        compare("tar c . | curl", () -> tarAndCurl(context), "our stream", () -> ourStream(context));
    }

    private void compareIgnoredFiles() throws Exception {
        Path without = newContext("without", "ignored\n**/*.tmp\n");
        writeRandomFile(without.resolve("part"), 5 * MEGABYTE, new Random(1));
        Path inDirectory = newContext("in-directory", "ignored\n**/*.tmp\n");
        writeRandomFile(inDirectory.resolve("part"), 5 * MEGABYTE, new Random(1));
        writeSmallFiles(Files.createDirectory(inDirectory.resolve("ignored")), ".txt");
        Path byName = newContext("by-name", "ignored\n**/*.tmp\n");
        writeRandomFile(byName.resolve("part"), 5 * MEGABYTE, new Random(1));
        writeSmallFiles(Files.createDirectory(byName.resolve("seen")), ".tmp");
        System.out.println("(2) 5 MB context to a sink, each time in a new JVM");
        compare(
                "nothing ignored",
                () -> inNewJvm("time", without),
                "20,000 in an ignored directory",
                () -> inNewJvm("time", inDirectory));
        compare(
                "nothing ignored",
                () -> inNewJvm("time", without),
                "20,000 ignored by **/*.tmp",
                () -> inNewJvm("time", byName));
    }

    private void compareHeaps() throws Exception {
        Path small = newContext("heap-small", "");
        writeSparseFile(small.resolve("part"), 5L * MEGABYTE);
        Path large = newContext("heap-large", "");
        for (int i = 0; i < 5; i++) {
            writeSparseFile(large.resolve("part-" + i), 1024L * MEGABYTE);
        }
        System.out.println("(3) peak of used heap with -Xmx64m, garbage included, to a sink (MB)");
        compare(
                "5 MB context",
                () -> inNewJvm("heap", small),
                "5 GB context (sparse files)",
                () -> inNewJvm("heap", large));
    }

    private static void compare(String oneName, DoubleSupplier one, String otherName, DoubleSupplier other) {
        one.getAsDouble();
        other.getAsDouble();
        double[] ones = new double[ROUNDS];
        double[] others = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            ones[i] = one.getAsDouble();
            others[i] = other.getAsDouble();
        }
        double left = median(ones);
        double right = median(others);
        System.out.printf(
                Locale.ROOT,
                "    %s: %.0f   %s: %.0f   difference %+.0f   ratio %.2f   (median of %d, interleaved)%n",
                oneName,
                left,
                otherName,
                right,
                right - left,
                right / left,
                ROUNDS);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private double tarAndCurl(Path context) {
        String command = "tar c . | curl -sS --fail --unix-socket '" + engine.socket() + "' -X POST"
                + " -H 'Content-Type: application/x-tar' -T - 'http://localhost" + engine.buildPath("Dockerfile") + "'";
        return millis(() -> {
            String output = run(new ProcessBuilder("sh", "-c", command).directory(context.toFile()));
            engine.requireImage(output);
        });
    }

    private double ourStream(Path context) {
        return millis(() -> engine.build(BuildContext.of(context, context.resolve("Dockerfile"))));
    }

    private static double millisToWrite(Path directory) {
        return millis(() ->
                BuildContext.of(directory, directory.resolve("Dockerfile")).writeTo(OutputStream.nullOutputStream()));
    }

    private static double peakHeap(Path directory) throws IOException {
        BuildContext.of(directory, directory.resolve("Dockerfile")).writeTo(OutputStream.nullOutputStream());
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                / (double) MEGABYTE;
    }

    private static double inNewJvm(String mode, Path directory) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                ContextBenchmark.class.getName(),
                mode,
                directory.toString()));
        try {
            return Double.parseDouble(run(new ProcessBuilder(command)).trim());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(builder.command() + " failed: " + output);
        }
        return output;
    }

    private static double millis(Work work) {
        long start = System.nanoTime();
        try {
            work.run();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private Path newContext(String name, String ignore) throws IOException {
        Path context = Files.createDirectory(work.resolve(name));
        Files.writeString(context.resolve("Dockerfile"), DOCKERFILE);
        Files.writeString(context.resolve("small.txt"), "small\n");
        Files.writeString(Files.createDirectory(context.resolve("src")).resolve("App.java"), "class App {}\n");
        Files.writeString(context.resolve(".dockerignore"), ignore);
        return context;
    }

    private static void writeRandomFile(Path file, int size, Random random) throws IOException {
        byte[] content = new byte[size];
        random.nextBytes(content);
        Files.write(file, content);
    }

    private static void writeSparseFile(Path file, long size) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
        }
    }

    private static void writeSmallFiles(Path directory, String suffix) throws IOException {
        for (int i = 0; i < 20_000; i++) {
            Files.writeString(directory.resolve("file-" + i + suffix), "x");
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }
}
