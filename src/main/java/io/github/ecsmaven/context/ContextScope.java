package io.github.ecsmaven.context;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What of a build context can get into an image: all of it, or what certain sources of {@code COPY}, {@code ADD} and
 * {@code RUN --mount=type=bind} stand for.
 */
public final class ContextScope {
    /** All that the ignore file leaves. */
    public static final ContextScope WHOLE = new ContextScope(Optional.empty());

    private static final String IGNORE_FILE = ".dockerignore";

    private final Optional<List<String>> sources;

    private ContextScope(Optional<List<String>> sources) {
        this.sources = sources;
    }

    /**
     * What the sources stand for, with what symbolic links in them lead to; nothing where there are none.
     *
     * @param sources paths in the context, of which each part may have wildcards
     */
    static ContextScope of(List<String> sources) {
        List<String> paths = sources.stream().map(ContextScope::cleaned).toList();
        return paths.contains("") ? WHOLE : new ContextScope(Optional.of(paths));
    }

    private static String cleaned(String source) {
        return GoText.cleanPath("/" + source).substring(1);
    }

    /** Whether it is all of the context. */
    public boolean isWhole() {
        return sources.isEmpty();
    }

    /**
     * The first path that a builder asks for and that this leaves out; empty where there is none. That it asks for the ignore file brings
     * nothing into an image.
     *
     * @param asked what it asks for; nothing for all of the context
     */
    public Optional<String> firstOutside(List<String> asked) {
        if (isWhole() || asked.equals(List.of(IGNORE_FILE))) {
            return Optional.empty();
        }
        return asked.isEmpty()
                ? Optional.of(".")
                : asked.stream()
                        .map(ContextScope::cleaned)
                        .filter(path -> !isIn(path))
                        .findFirst();
    }

    private boolean isIn(String path) {
        return sources.orElseThrow().stream().anyMatch(source -> path.equals(source) || isBelow(path, source));
    }

    private static boolean isBelow(String path, String source) {
        return path.startsWith(source + "/") && !GlobSyntax.hasWildcard(source);
    }

    /** What of a directory it is. */
    PathSelection selection(Path directory, IgnoreRules ignored) throws IOException {
        if (isWhole()) {
            return PathSelection.without(ignored);
        }
        List<String> included = FollowedPaths.ofEach(directory, sources.orElseThrow());
        // Links may lead to the directory itself, and that is all of it.
        boolean everything = included.isEmpty() && !sources.orElseThrow().isEmpty();
        try {
            return everything ? PathSelection.without(ignored) : PathSelection.of(IgnoreRules.of(included), ignored);
        } catch (IllegalArgumentException malformedForTheBuilderToo) {
            return PathSelection.without(ignored);
        }
    }
}
