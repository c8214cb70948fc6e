package io.github.ecsmaven.context;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Prints what {@link ContentHash} costs: against {@code sha256sum} over the same files, against {@code unzip -t} over the same jars, and
 * for many files that are remembered. Run by {@code src/it/bench-hash.sh} with an empty directory.
 */
final class HashBenchmark {
    private static final int ROUNDS = 5;
    private static final int MEGABYTE = 1024 * 1024;
    private static final int MANY = 20_000;

    private final Path work;
    private final Path dockerfile;

    private HashBenchmark(Path work) throws IOException {
        this.work = work;
        this.dockerfile = Files.writeString(work.resolve("Dockerfile"), "FROM scratch\nCOPY . /\n");
    }

    public static void main(String[] arguments) throws Exception {
        HashBenchmark benchmark = new HashBenchmark(Path.of(arguments[0]));
        benchmark.compareFiles();
        benchmark.compareJars();
        benchmark.remember();
    }

    private void compareFiles() throws Exception {
        Path context = Files.createDirectory(work.resolve("files"));
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            Files.write(context.resolve("part-" + i), bytes(random, 10 * MEGABYTE));
        }
        compare(
                "500 MB of files",
                "sha256sum -b, two processes",
                context,
                "find . -type f -print0 | xargs -0 -P 2 -n 25 sha256sum -b");
    }

    /** As large as the jars of a large service: classes that compress, and libraries that are stored. */
    private void compareJars() throws Exception {
        Path context = Files.createDirectory(work.resolve("jars"));
        Random random = new Random(2);
        for (int i = 0; i < 4; i++) {
            try (OutputStream out = Files.newOutputStream(context.resolve("app-" + i + ".jar"));
                    ZipOutputStream jar = new ZipOutputStream(out)) {
                for (int entry = 0; entry < 2000; entry++) {
                    jar.putNextEntry(new ZipEntry("com/example/Type" + entry + ".class"));
                    jar.write(text(random, 20_000));
                    jar.closeEntry();
                }
            }
        }
        compare("4 jars of 2,000 classes", "unzip -t", context, "for jar in *.jar; do unzip -tqq $jar; done");
    }

    private void compare(String what, String peer, Path context, String command) throws Exception {
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        hash(context, HashMemory.in(work.resolve("none")));
        for (int round = 0; round < ROUNDS; round++) {
            ours[round] = millis(() -> hash(context, HashMemory.in(work.resolve("none"))));
            theirs[round] = millis(() -> shell(context, command));
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %s %.0f ms, ours %.0f ms (%.2f x)%n",
                what,
                peer,
                median(theirs),
                median(ours),
                median(ours) / median(theirs));
    }

    private void remember() throws Exception {
        Path context = Files.createDirectory(work.resolve("many"));
        for (int i = 0; i < MANY; i++) {
            Path directory = Files.createDirectories(context.resolve("d" + i / 100));
            Files.writeString(directory.resolve("f" + i), "content " + i);
        }
        Path file = work.resolve("memory/hashes");
        HashMemory first = HashMemory.in(file, () -> Instant.now().plusSeconds(10));
        double cold = millis(() -> hash(context, first));
        first.save();
        double[] warm = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            warm[round] = millis(() -> {
                HashMemory memory = HashMemory.in(file);
                hash(context, memory);
                memory.save();
            });
        }
        System.out.printf(Locale.ROOT, "20,000 files: %.0f ms, remembered %.0f ms%n", cold, median(warm));
    }

    private void hash(Path context, HashMemory memory) {
        ContentHash.of(
                        BuildContext.of(context, dockerfile),
                        ContextScope.WHOLE,
                        Set.of(context.resolve("target/ecs")),
                        memory)
                .value();
    }

    private static void shell(Path directory, String command) throws Exception {
        int exit = new ProcessBuilder("sh", "-c", command)
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException(command + " ended with " + exit);
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double millis(Work work) throws Exception {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e6;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Compresses to about half, as classes do. */
    private static byte[] text(Random random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(16));
        }
        return bytes;
    }
}
