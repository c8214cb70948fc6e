package io.github.ecsmaven.buildkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Ignore files and {@code COPY} sources that nobody would write, and trees in which they find something. */
final class RandomPatterns {
    private static final List<String> NAMES =
            List.of("a", "b", "ab", "a.b", "b.a", "aa", ".a", "a-b", "[a]", "a*", "ü", "a b");
    private static final List<String> PARTS = List.of(
            "a", "b", "ab", "a.b", "b.a", ".a", "*", "*", "a*", "*b", "*.a", "?", "?b", "**", "**", "a**", "**b",
            "[ab]", "[^a]", "[a-b]*", "\\a", "\\*", "a\\*", "[[]a]", ".", "..", "ü", "a b", "a?b", "***", "^a", "a$",
            "(a|b)", "a{1}");
    private static final int DIRECTORIES = 12;
    private static final int FILES = 60;

    private final Random random;

    RandomPatterns(long seed) {
        this.random = new Random(seed);
    }

    /**
     * The paths of a tree, a directory before what is in it.
     *
     * @param directories those of them that are directories
     */
    record Tree(List<String> directories, List<String> files) {}

    Tree tree() {
        List<String> directories = new ArrayList<>();
        for (int i = 0; i < DIRECTORIES; i++) {
            String parent = i < 3 ? "" : directories.get(random.nextInt(directories.size()));
            String path = child(parent);
            if (!directories.contains(path)) {
                directories.add(path);
            }
        }
        TreeSet<String> files = new TreeSet<>();
        for (int i = 0; i < FILES; i++) {
            files.add(child(random.nextInt(5) == 0 ? "" : one(directories)));
        }
        files.removeAll(directories);
        return new Tree(directories, List.copyOf(files));
    }

    private String child(String parent) {
        return parent.isEmpty() ? one(NAMES) : parent + "/" + one(NAMES);
    }

    /** The lines of an ignore file. */
    List<String> ignoreFile() {
        List<String> lines = new ArrayList<>();
        int length = 1 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            boolean negated = i > 0 && random.nextInt(5) < 2;
            lines.add((negated ? "!" : "")
                    + (random.nextInt(8) == 0 ? "/" : "")
                    + pattern()
                    + (random.nextInt(8) == 0 ? "/" : ""));
        }
        if (random.nextInt(3) == 0) {
            lines.add(0, "*");
        }
        return lines;
    }

    private String pattern() {
        List<String> parts = new ArrayList<>(Collections.nCopies(1 + random.nextInt(3), ""));
        parts.replaceAll(empty -> one(PARTS));
        return String.join("/", parts);
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
