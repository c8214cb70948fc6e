package io.github.ecsmaven.versions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How a Maven ended and what it wrote. */
record Run(Path log, String output, int exit) {
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

    /** Maven's own form, that of the JVM, and those of libraries that log by themselves. */
    private static final Pattern WARNING = Pattern.compile(
            "(?i)^(?:\\[(?:WARNING|WARN)]|WARN(?:ING)?\\b|SLF4J|log4j:|OpenJDK .*warning:|Java HotSpot.*warning:|[A-Z][a-z]{2} \\d+, \\d{4} ).*");

    static Run of(Path log, int exit) throws IOException {
        String plain = COLOURS.matcher(Files.readString(log)).replaceAll("");
        return new Run(log, plain, exit);
    }

    /** Warnings that the other run does not have. */
    List<String> warningsBeyond(Run other) {
        Set<String> known = other.warnings().stream().collect(Collectors.toSet());
        return warnings().stream().filter(line -> !known.contains(line)).toList();
    }

    /** What it wrote, without lines that the other run has too. */
    String outputBeyond(Run other) {
        Set<String> known = other.output.lines().collect(Collectors.toSet());
        return output.lines().filter(line -> !known.contains(line)).collect(Collectors.joining("\n"));
    }

    private List<String> warnings() {
        return output.lines().filter(line -> WARNING.matcher(line).matches()).toList();
    }

    /** The only group of the first match, such as a version. */
    String find(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(output);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in " + log);
        }
        return matcher.group(1);
    }
}
