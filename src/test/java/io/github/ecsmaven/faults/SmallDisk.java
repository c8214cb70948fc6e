package io.github.ecsmaven.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of a directory's own. Needs root. */
final class SmallDisk {
    private SmallDisk() {}

    /** @param options of the mount, such as {@code ro} */
    static void mount(Path directory, String options) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString());
    }

    static void unmount(Path directory) throws IOException, InterruptedException {
        run("umount", directory.toString());
        Files.delete(directory);
    }

    /** Leaves no byte. */
    static void fill(Path directory) throws IOException {
        try (var filler = Files.newOutputStream(directory.resolve("filler"))) {
            while (true) {
                filler.write(new byte[512]);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
    }
}
