package io.github.ecsmaven.mojo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The commit that a directory has checked out, read from the files of its repository (gitrepository-layout(5)): the git command
 * refuses a checkout that belongs to another user, which is what a CI container mostly has.
 */
final class GitCommit {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final String REF = "ref: ";

    private GitCommit() {}

    /** The commit's full name, or empty outside a repository and before its first commit. */
    static Optional<String> of(Path directory) {
        try {
            Path git = gitDirectory(directory.toAbsolutePath().normalize());
            return git == null ? Optional.empty() : head(git);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static @org.jspecify.annotations.Nullable Path gitDirectory(Path directory) throws IOException {
        for (Path d = directory; d != null; d = d.getParent()) {
            Path git = d.resolve(".git");
            if (Files.isDirectory(git)) {
                return git;
            }
            if (Files.isRegularFile(git)) {
                return d.resolve(read(git).replaceFirst("^gitdir: ", "")).normalize();
            }
        }
        return null;
    }

    private static Optional<String> head(Path git) throws IOException {
        String head = read(git.resolve("HEAD"));
        if (!head.startsWith(REF)) {
            return Optional.of(head).filter(COMMIT.asMatchPredicate());
        }
        String ref = head.substring(REF.length());
        Path common = git.resolve("commondir");
        Path shared = Files.exists(common) ? git.resolve(read(common)).normalize() : git;
        for (Path loose : new Path[] {git.resolve(ref), shared.resolve(ref)}) {
            if (Files.isRegularFile(loose)) {
                return Optional.of(read(loose)).filter(COMMIT.asMatchPredicate());
            }
        }
        return packed(shared.resolve("packed-refs"), ref);
    }

    private static Optional<String> packed(Path packedRefs, String ref) throws IOException {
        if (!Files.isRegularFile(packedRefs)) {
            return Optional.empty();
        }
        return Files.readAllLines(packedRefs, StandardCharsets.UTF_8).stream()
                .filter(line -> line.endsWith(" " + ref))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .filter(COMMIT.asMatchPredicate())
                .findFirst();
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).trim();
    }
}
