package io.github.ecsmaven.context;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The two files that a build needs beside what it copies. The engine reads the Dockerfile out of the tar, and then removes it and
 * {@code .dockerignore} from what {@code COPY} sees when the tar's {@code .dockerignore} matches them (moby: builder/remotecontext).
 *
 * @param dockerfileName name of the Dockerfile in the tar
 * @param added what the tar gets instead of, or beside, the context's own files
 * @param modifiedSeconds time of what is added: that of the Dockerfile
 */
record BuildFiles(String dockerfileName, Map<String, byte[]> added, long modifiedSeconds) {
    private static final String IGNORE_FILE = ".dockerignore";
    private static final int HASH_DIGITS = 20;

    static BuildFiles of(Path directory, Path dockerfile, IgnoreRules rules) throws IOException {
        Map<String, byte[]> added = new TreeMap<>(FileNames::compare);
        String name = dockerfile.startsWith(directory) ? pathOf(directory.relativize(dockerfile)) : "";
        boolean sent = !name.isEmpty() && !rules.ignore(name);
        if (!sent) {
            byte[] content = Files.readAllBytes(dockerfile);
            name = freeName(directory, content);
            added.put(name, content);
        }
        Path ignoreFile = directory.resolve(IGNORE_FILE);
        if (Files.isRegularFile(ignoreFile) && !rules.ignore(IGNORE_FILE)) {
            byte[] content = Files.readAllBytes(ignoreFile);
            String lines = corrections(patternsOf(content, ignoreFile), name, sent);
            if (!lines.isEmpty()) {
                added.put(
                        IGNORE_FILE,
                        (new String(content, StandardCharsets.UTF_8) + lines).getBytes(StandardCharsets.UTF_8));
            }
        } else if (!sent) {
            added.put(IGNORE_FILE, (IGNORE_FILE + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return new BuildFiles(name, added, Files.getLastModifiedTime(dockerfile).to(TimeUnit.SECONDS));
    }

    /** Whether the tar has another file under this path than the context. */
    boolean replace(String path) {
        return added.containsKey(path);
    }

    void addTo(ContextTar tar) throws IOException {
        for (Map.Entry<String, byte[]> file : added.entrySet()) {
            tar.addFile(file.getKey(), file.getValue(), modifiedSeconds);
        }
    }

    // The context's .dockerignore is not the one that counts where the Dockerfile has its own, but the engine reads it
    // all the same.
    private static String corrections(IgnoreRules engineRules, String dockerfileName, boolean sent) {
        StringBuilder lines = new StringBuilder();
        if (engineRules.ignore(IGNORE_FILE)) {
            lines.append("\n!").append(IGNORE_FILE);
        }
        if (engineRules.ignore(dockerfileName) == sent) {
            lines.append(sent ? "\n!" : "\n").append(escaped(dockerfileName));
        }
        return lines.isEmpty() ? "" : lines.append('\n').toString();
    }

    private static IgnoreRules patternsOf(byte[] content, Path ignoreFile) {
        try {
            return IgnoreRules.parse(content, ignoreFile);
        } catch (ActionableException malformed) {
            return IgnoreRules.NONE;
        }
    }

    private static String escaped(String path) {
        return path.replaceAll("[*?\\[\\\\]", "\\\\$0");
    }

    private static String pathOf(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .map(FileNames::nameOf)
                .collect(Collectors.joining("/"));
    }

    private static String freeName(Path directory, byte[] content) {
        String name = ".dockerfile." + sha256(content).substring(0, HASH_DIGITS);
        while (Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            name += "0";
        }
        return name;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
