package io.github.ecsmaven.context;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a Dockerfile apart into instructions, by the rules of Docker's Dockerfile reference: parser directives, comments, continued
 * lines, here-documents. It judges nothing; an instruction that does not exist is the builder's to refuse.
 */
final class DockerfileParser {
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*([A-Za-z][A-Za-z0-9]*)\\s*=\\s*(.+?)\\s*");
    private static final Set<String> KNOWN_DIRECTIVES = Set.of("syntax", "escape", "check");
    private static final Set<String> HEREDOC_KEYWORDS = Set.of("RUN", "COPY", "ADD");
    private static final Pattern HEREDOC = Pattern.compile("\\d*<<(-?)([^<\\s]+)");

    private final List<String> lines;
    private final Map<String, String> directives = new HashMap<>();
    private final List<Instruction> instructions = new ArrayList<>();
    private final Optional<String> syntax;
    private int at;

    DockerfileParser(String text) {
        String withoutMark = text.startsWith("\ufeff") ? text.substring(1) : text;
        this.lines = List.of(withoutMark.split("\r?\n", -1));
        this.syntax = SyntaxDirective.in(lines);
        readDirectives();
        while (at < lines.size()) {
            readInstruction();
        }
    }

    /** What BuildKit takes for the image of the frontend. */
    Optional<String> syntax() {
        return syntax;
    }

    List<Instruction> instructions() {
        return instructions;
    }

    char escape() {
        return directives.getOrDefault("escape", "\\").charAt(0);
    }

    // Directives end with the first line that is none (Dockerfile reference, "Parser directives").
    private void readDirectives() {
        while (at < lines.size()) {
            Matcher directive = DIRECTIVE.matcher(lines.get(at).strip());
            if (!directive.matches()) {
                return;
            }
            String name = directive.group(1).toLowerCase(Locale.ROOT);
            if (!KNOWN_DIRECTIVES.contains(name) || directives.putIfAbsent(name, directive.group(2)) != null) {
                return;
            }
            at++;
        }
    }

    private void readInstruction() {
        int first = at;
        StringBuilder text = new StringBuilder();
        boolean continued = true;
        while (continued && at < lines.size()) {
            String line = lines.get(at++);
            if (isComment(line) || (line.isBlank() && at - 1 > first)) {
                continued = at - 1 > first;
                continue;
            }
            continued = isContinued(line);
            text.append(continued ? withoutContinuation(line) : line);
        }
        if (!text.toString().isBlank()) {
            add(first + 1, text.toString().strip());
        }
    }

    private static boolean isComment(String line) {
        return line.stripLeading().startsWith("#");
    }

    // A doubled escape character at the end stands for itself.
    private boolean isContinued(String line) {
        String text = line.stripTrailing();
        int last = text.length() - 1;
        return last >= 0 && text.charAt(last) == escape() && (last == 0 || text.charAt(last - 1) != escape());
    }

    private static String withoutContinuation(String line) {
        String text = line.stripTrailing();
        return text.substring(0, text.length() - 1);
    }

    private void add(int line, String text) {
        String[] parts = text.split("\\s+", 2);
        String keyword = parts[0].toUpperCase(Locale.ROOT);
        String rest = parts.length == 2 ? parts[1] : "";
        List<String> flags = new ArrayList<>();
        List<String> words = ShellWords.split(rest, escape());
        int end = 0;
        for (String word : words) {
            if (!word.startsWith("--") || word.equals("--")) {
                break;
            }
            flags.add(ShellWords.unquoted(word, escape()));
            end = rest.indexOf(word, end) + word.length();
        }
        boolean heredoc = mayHaveHeredoc(keyword, words) && skipHeredocs(words);
        instructions.add(
                new Instruction(line, keyword, flags, rest.substring(end).strip(), heredoc));
    }

    private static boolean mayHaveHeredoc(String keyword, List<String> words) {
        return HEREDOC_KEYWORDS.contains(keyword)
                || (keyword.equals("ONBUILD")
                        && !words.isEmpty()
                        && HEREDOC_KEYWORDS.contains(words.get(0).toUpperCase(Locale.ROOT)));
    }

    private boolean skipHeredocs(List<String> words) {
        boolean found = false;
        for (String word : words) {
            Matcher heredoc = HEREDOC.matcher(word);
            if (heredoc.matches()) {
                found |= skipHeredoc(
                        ShellWords.unquoted(heredoc.group(2), escape()),
                        !heredoc.group(1).isEmpty());
            }
        }
        return found;
    }

    // Without its end it is no here-document: a builder before BuildKit hands such a line to the shell.
    private boolean skipHeredoc(String name, boolean indented) {
        for (int i = at; i < lines.size(); i++) {
            String line = indented ? lines.get(i).replaceFirst("^\t+", "") : lines.get(i);
            if (line.equals(name)) {
                at = i + 1;
                return true;
            }
        }
        return false;
    }
}
