package io.github.ecsmaven.context;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory of which a builder asks for parts. What the patterns mean is what they mean to BuildKit (tonistiigi/fsutil,
 * moby/patternmatcher).
 *
 * @param directory its root
 */
public record SourceDirectory(Path directory) {

    /**
     * What a builder asks for.
     *
     * @param include patterns of what it wants; none for everything
     * @param exclude patterns of what it does not want, as in a {@code .dockerignore}
     * @param follow sources of {@code COPY} that it wants too, with what symbolic links in them lead to
     */
    public record Wanted(List<String> include, List<String> exclude, List<String> follow) {
        public Wanted {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
            follow = List.copyOf(follow);
        }
    }

    /**
     * Shows the entries that are wanted, a directory before what is in it and siblings in the order of their names' bytes in UTF-8.
     *
     * @throws ActionableException when a pattern is malformed, or a directory or the attributes of a file cannot be read
     * @throws IOException when the visitor throws it
     */
    public void visitEntries(Wanted wanted, EntryVisitor visitor) throws IOException {
        Path root = directory.toRealPath();
        IgnoreRules ignored = rulesOf(wanted.exclude(), "the ignore file");
        List<String> followed = FollowedPaths.of(root, wanted.follow());
        List<String> included = new ArrayList<>(wanted.include());
        included.addAll(followed);
        // Sources that lead to the root make all of it wanted, and then an empty list says so.
        boolean everything = included.isEmpty();
        ContextWalk.walk(
                root,
                everything
                        ? PathSelection.without(ignored)
                        : PathSelection.of(rulesOf(included, "COPY or ADD"), ignored),
                visitor);
    }

    private static IgnoreRules rulesOf(List<String> patterns, String origin) {
        try {
            return IgnoreRules.of(patterns);
        } catch (IllegalArgumentException e) {
            throw new ActionableException(
                    "The builder asks for files of the context by a pattern of " + origin
                            + " that Docker does not take: " + e.getMessage() + ".",
                    "Correct it in the Dockerfile or its ignore file; a '\\' before '*', '?' or '[' takes their meaning away.",
                    e);
        }
    }
}
