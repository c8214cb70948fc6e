package io.github.ecsmaven.context;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds which frontend a file asks BuildKit for, where BuildKit looks for it whatever language the rest is in: among the directives at the
 * beginning, which are comments with {@code #} or {@code //} and may follow a line {@code #!}, or as a property of a JSON object
 * (moby/buildkit: frontend/dockerfile/parser/directives.go).
 */
final class SyntaxDirective {
    private static final Pattern DIRECTIVE = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9]*)\\s*=\\s*(.+?)\\s*");
    private static final Set<String> KNOWN = Set.of("syntax", "escape", "check");
    private static final Pattern PROPERTY = Pattern.compile("\"syntax\"\\s*:\\s*\"([^\"]+)\"");

    private SyntaxDirective() {}

    static Optional<String> in(List<String> lines) {
        List<String> directives = lines.get(0).startsWith("#!") ? lines.subList(1, lines.size()) : lines;
        return inComments(directives, "#")
                .or(() -> inComments(directives, "//"))
                .or(() -> inJson(directives));
    }

    private static Optional<String> inComments(List<String> lines, String mark) {
        for (String line : lines) {
            String text = line.strip();
            Matcher directive = DIRECTIVE.matcher(text.startsWith(mark) ? text.substring(mark.length()) : "");
            if (!directive.matches() || !KNOWN.contains(directive.group(1).toLowerCase(Locale.ROOT))) {
                return Optional.empty();
            }
            if (directive.group(1).equalsIgnoreCase("syntax")) {
                return Optional.of(directive.group(2));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> inJson(List<String> lines) {
        String text = String.join("\n", lines);
        Matcher property = PROPERTY.matcher(text);
        return text.stripLeading().startsWith("{") && property.find()
                ? Optional.of(property.group(1))
                : Optional.empty();
    }
}
