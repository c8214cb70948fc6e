package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A context directory of a test, and what is sent of it. */
record ContextFiles(Path directory) {
    static ContextFiles in(Path directory) throws IOException {
        return new ContextFiles(directory).with("Dockerfile", "FROM scratch\n");
    }

    ContextFiles with(String path, String content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    ContextFiles withFiles(String... paths) throws IOException {
        for (String path : paths) {
            with(path, path);
        }
        return this;
    }

    /** Makes files with these names, and their names as content, in UTF-8 whatever the locale of the test's JVM is. */
    ContextFiles withNamesInUtf8(String... names) throws IOException, InterruptedException {
        for (String name : names) {
            shell("printf '" + octal(name) + "' > \"$(printf '" + octal(name) + "')\"");
        }
        return this;
    }

    ContextFiles withLinkInUtf8(String name, String target) throws IOException, InterruptedException {
        return shell("ln -s \"$(printf '" + octal(target) + "')\" " + name);
    }

    private ContextFiles shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(directory.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return this;
    }

    private static String octal(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            escaped.append('\\').append(String.format("%03o", b & 0xff));
        }
        return escaped.toString();
    }

    ContextFiles ignoring(String... lines) throws IOException {
        return with(".dockerignore", String.join("\n", lines) + "\n");
    }

    Path path(String path) {
        return directory.resolve(path);
    }

    BuildContext context() {
        return context("Dockerfile");
    }

    BuildContext context(String dockerfile) {
        return BuildContext.of(directory, path(dockerfile));
    }

    /** Paths of the entries, a directory's with a slash. */
    List<String> entries() throws IOException {
        return entries(context());
    }

    static List<String> entries(BuildContext context) throws IOException {
        List<String> paths = new ArrayList<>();
        context.visitEntries(entry -> paths.add(entry.path() + (entry.isDirectory() ? "/" : "")));
        return paths;
    }

    static byte[] tar(BuildContext context) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        context.writeTo(bytes);
        return bytes.toByteArray();
    }

    Map<String, TarArchiveEntry> headers() throws IOException {
        Map<String, TarArchiveEntry> headers = new LinkedHashMap<>();
        read(tar(context()), (header, content) -> headers.put(header.getName(), header));
        return headers;
    }

    /** What the tar has, as text, by name. */
    static Map<String, String> contents(BuildContext context) throws IOException {
        Map<String, String> contents = new LinkedHashMap<>();
        read(tar(context), (header, content) -> contents.put(header.getName(), content));
        return contents;
    }

    private static void read(byte[] tar, BiConsumer<TarArchiveEntry, String> each) throws IOException {
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar), "UTF-8")) {
            for (TarArchiveEntry header = in.getNextEntry(); header != null; header = in.getNextEntry()) {
                each.accept(header, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }
}
