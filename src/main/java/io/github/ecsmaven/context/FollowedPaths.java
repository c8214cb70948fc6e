package io.github.ecsmaven.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The paths that sources of {@code COPY} and {@code ADD} need: the sources themselves and, where one leads through symbolic links, the
 * links and what they lead to. A link leads nowhere outside of the directory: its target is looked for as if the directory were the root of
 * the file system.
 */
final class FollowedPaths {
    private static final int MOST_FOLLOWED = 10_000;
    /** PATH_MAX of Linux. */
    private static final int LONGEST_PATH = 4096;

    private final Path directory;
    private final Set<List<String>> followed = new HashSet<>();
    private final SortedSet<String> found = new TreeSet<>(FileNames::compare);

    private final boolean eachWay;

    private FollowedPaths(Path directory, boolean eachWay) {
        this.directory = directory;
        this.eachWay = eachWay;
    }

    /**
     * Patterns that include exactly what BuildKit's client sends (tonistiigi/fsutil: follow paths), which goes through a link once: of two
     * sources that lead through the same one, the second has what the first needs. None when it is the whole directory.
     *
     * @param sources paths below the directory, of which each part may have wildcards
     */
    static List<String> of(Path directory, List<String> sources) throws IOException {
        return new FollowedPaths(directory, false).all(sources);
    }

    /** Patterns that include what any of the sources needs, in whatever order they are followed; none when it is the whole directory. */
    static List<String> ofEach(Path directory, List<String> sources) throws IOException {
        return new FollowedPaths(directory, true).all(sources);
    }

    private List<String> all(List<String> sources) throws IOException {
        for (String source : sources) {
            follow(source);
        }
        return outermost();
    }

    // Without recursion: links may lead through thousands of others.
    private void follow(String source) throws IOException {
        Deque<String> open = new ArrayDeque<>(List.of(source));
        while (!open.isEmpty()) {
            followOne(open.pop(), open);
        }
    }

    private void followOne(String source, Deque<String> open) throws IOException {
        String[] names = GoText.cleanPath("/" + source).substring(1).split("/", -1);
        String path = "";
        for (int i = 0; i < names.length; i++) {
            path = path.isEmpty() ? names[i] : path + "/" + names[i];
            List<String> targets = targetsOf(path);
            boolean last = i == names.length - 1;
            if (!targets.isEmpty()) {
                found.add(path);
                String rest = String.join("/", List.of(names).subList(i + 1, names.length));
                if (isNew(path, eachWay ? rest : "")) {
                    Collections.reverse(targets);
                    targets.forEach(target -> open.push(target + "/" + rest));
                }
                return;
            }
            if (last) {
                found.add(path);
            }
        }
    }

    /** Whether nothing went through a link to this before. Where too much did, all of the directory is needed. */
    private boolean isNew(String link, String rest) {
        if (followed.size() == MOST_FOLLOWED) {
            found.add("");
        }
        return followed.size() < MOST_FOLLOWED
                && link.length() + rest.length() < LONGEST_PATH
                && followed.add(List.of(link, rest));
    }

    /** Where the links lead that a path stands for, from the root of the directory. */
    private List<String> targetsOf(String path) throws IOException {
        String parent = path.substring(0, Math.max(path.lastIndexOf('/'), 0));
        String name = path.substring(path.lastIndexOf('/') + 1);
        List<String> targets = new ArrayList<>();
        for (Path file : filesNamed(parent, name)) {
            if (Files.isSymbolicLink(file)) {
                String target = FileNames.targetOf(Files.readSymbolicLink(file));
                targets.add(target.startsWith("/") ? target : parent + "/" + target);
            }
        }
        return targets;
    }

    private List<Path> filesNamed(String parent, String name) throws IOException {
        try {
            return existing(parent, name);
        } catch (InvalidPathException noNameOnThisSystem) {
            return List.of();
        }
    }

    private List<Path> existing(String parent, String name) throws IOException {
        Optional<Path> folder = FileNames.find(directory, parent);
        if (!GlobSyntax.hasWildcard(name)) {
            return folder.isEmpty()
                    ? List.of()
                    : FileNames.find(folder.get(), name).stream().toList();
        }
        List<Path> files = new ArrayList<>();
        if (folder.isPresent() && Files.isDirectory(folder.get(), LinkOption.NOFOLLOW_LINKS)) {
            Predicate<String> pattern = matcher(name);
            DirectoryListing.forEach(folder.get(), (candidate, file) -> {
                if (pattern.test(candidate)) {
                    files.add(file.get());
                }
            });
        }
        return files;
    }

    /** A malformed one leads nowhere; that the builder asks for it is what fails then. */
    private static Predicate<String> matcher(String name) {
        try {
            return IgnorePattern.of(name, false)::matches;
        } catch (IllegalArgumentException malformed) {
            return candidate -> false;
        }
    }

    private List<String> outermost() {
        List<String> paths = new ArrayList<>();
        for (String path : found) {
            if (path.isEmpty()) {
                return List.of();
            }
            if (paths.isEmpty() || !path.startsWith(paths.get(paths.size() - 1) + "/")) {
                paths.add(path);
            }
        }
        return paths;
    }
}
