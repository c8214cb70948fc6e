package io.github.ecsmaven.context;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The patterns of a {@code .dockerignore}, read and applied as Docker does (moby/patternmatcher and its ignorefile): a file is ignored
 * when the last pattern that matches it or one of its parents has no {@code !}.
 */
final class IgnoreRules {
    static final IgnoreRules NONE = new IgnoreRules(List.of());

    private final List<IgnorePattern> patterns;
    private final List<IgnorePattern> negations;

    private IgnoreRules(List<IgnorePattern> patterns) {
        this.patterns = patterns;
        this.negations = new ArrayList<>();
        for (IgnorePattern pattern : patterns) {
            if (pattern.isNegated()) {
                negations.add(pattern);
            }
        }
    }

    /**
     * Patterns that somebody else has read from the file.
     *
     * @throws IllegalArgumentException when one is malformed, naming it
     */
    static IgnoreRules of(List<String> patterns) {
        List<IgnorePattern> read = new ArrayList<>();
        for (String text : patterns) {
            if (!GoText.trimSpace(text).isEmpty()) {
                read.add(named(text));
            }
        }
        return new IgnoreRules(read);
    }

    private static IgnorePattern named(String text) {
        try {
            return pattern(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is malformed, because " + e.getMessage(), e);
        }
    }

    /** @throws ActionableException when the file cannot be read or has a malformed pattern */
    static IgnoreRules read(Path file) {
        try {
            return parse(Files.readAllBytes(file), file);
        } catch (IOException e) {
            throw new ActionableException(
                    "The ignore file " + file + " cannot be read: " + FileFailure.reason(e) + ".",
                    "Make it a file that the user who runs Maven may read, or remove it.",
                    e);
        }
    }

    /** @throws ActionableException when a pattern is malformed, naming the file and the line */
    static IgnoreRules parse(byte[] content, Path file) {
        List<IgnorePattern> patterns = new ArrayList<>();
        int number = 0;
        for (String line : withoutByteOrderMark(new String(content, StandardCharsets.UTF_8))
                .split("\n", -1)) {
            number++;
            try {
                addPattern(line, file, patterns);
            } catch (IllegalArgumentException e) {
                throw new ActionableException(
                        file + ", line " + number + ": " + quoted(line, file) + " is not a pattern that Docker takes: "
                                + e.getMessage() + ".",
                        "Correct the line; the syntax is Go's filepath.Match and '**' for any number of directories.",
                        e);
            }
        }
        return new IgnoreRules(patterns);
    }

    /** What a link from the repository leads to may be a secret of the user's. */
    private static String quoted(String line, Path file) {
        return Files.isSymbolicLink(file) ? "what stands there" : "'" + GoText.trimSpace(line) + "'";
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    // A '#' after white space starts no comment, and cleaning is done twice, before and after the '!' is back on (moby:
    // ignorefile, New).
    private static void addPattern(String line, Path file, List<IgnorePattern> patterns) {
        String trimmed = GoText.trimSpace(line);
        if (line.startsWith("#") || trimmed.isEmpty()) {
            return;
        }
        boolean negated = trimmed.startsWith("!");
        String cleaned = cleanedLine(negated ? GoText.trimSpace(trimmed.substring(1)) : trimmed, file);
        patterns.add(pattern(negated ? "!" + cleaned : cleaned));
    }

    private static IgnorePattern pattern(String text) {
        String pattern = GoText.cleanPath(GoText.trimSpace(text));
        if (pattern.equals("!")) {
            throw new IllegalArgumentException("nothing that matches anything follows the '!'");
        }
        boolean negated = pattern.startsWith("!");
        return IgnorePattern.of(negated ? pattern.substring(1) : pattern, negated);
    }

    private static String cleanedLine(String pattern, Path file) {
        if (pattern.isEmpty()) {
            return pattern;
        }
        String cleaned = GoText.cleanPath(FileNames.withSlashes(pattern, file));
        return cleaned.length() > 1 && cleaned.startsWith("/") ? cleaned.substring(1) : cleaned;
    }

    /** What the rules say of the context's root: nothing, as it is never ignored. */
    Verdict ofRoot() {
        return new Verdict(false, new boolean[patterns.size()]);
    }

    /** What the rules say of a path, given what they said of its parent. */
    Verdict of(String path, Verdict parent) {
        boolean[] matches = new boolean[patterns.size()];
        boolean ignored = false;
        for (int i = 0; i < matches.length; i++) {
            IgnorePattern pattern = patterns.get(i);
            // Docker tries a pattern only where it would change the verdict, and remembers an untried one as no match
            // for the children.
            matches[i] = parent.matches[i] || (pattern.isNegated() == ignored && pattern.matches(path));
            ignored = matches[i] ? !pattern.isNegated() : ignored;
        }
        return new Verdict(ignored, matches);
    }

    /** Whether a path is ignored, asked on its own. */
    boolean ignore(String path) {
        Verdict verdict = ofRoot();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            verdict = of(path.substring(0, slash), verdict);
        }
        return of(path, verdict).ignored();
    }

    /** Whether something below an ignored directory may be taken back in by a pattern with {@code !}. */
    boolean mayTakeBackBelow(String directory) {
        for (IgnorePattern negation : negations) {
            if (negation.mayMatchBelow(directory)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a pattern without {@code !} may match something below a directory that none matches. */
    boolean mayMatchBelow(String directory) {
        for (IgnorePattern pattern : patterns) {
            if (!pattern.isNegated() && pattern.mayMatchBelow(directory)) {
                return true;
            }
        }
        return false;
    }

    /** What the rules say of one path. */
    static final class Verdict {
        private final boolean ignored;
        private final boolean[] matches;

        private Verdict(boolean ignored, boolean[] matches) {
            this.ignored = ignored;
            this.matches = matches;
        }

        boolean ignored() {
            return ignored;
        }
    }
}
