package io.github.ecsmaven.docker;

import io.github.ecsmaven.context.Dockerfile;
import io.github.ecsmaven.context.Instruction;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What in a Dockerfile only BuildKit can do. Engines say it in different words, or fail over it as if it were a typing error
 * ({@code unknown instruction: ECHO} is the second line of a heredoc).
 */
final class BuildKitNeed {
    private static final Set<String> COPYING =
            Set.of("link", "chmod", "parents", "exclude", "checksum", "keep-git-dir");
    private static final Map<String, Set<String>> FLAGS =
            Map.of("RUN", Set.of("mount", "network", "security"), "COPY", COPYING, "ADD", COPYING);
    private static final List<String> SYMPTOMS = List.of(
            "requires buildkit",
            "unknown instruction",
            "unknown flag",
            "failed to parse platform",
            "invalid platform",
            "platform specifier component");
    private static final Pattern LINE_NUMBER =
            Pattern.compile("parse error (?:on )?line (\\d+)", Pattern.CASE_INSENSITIVE);

    private BuildKitNeed() {}

    /** The first instruction that needs BuildKit, with its line, when the engine's error is one that it could be the reason for. */
    static Optional<String> behind(String error, Dockerfile dockerfile) {
        String said = error.toLowerCase(Locale.ROOT);
        if (SYMPTOMS.stream().noneMatch(said::contains)) {
            return Optional.empty();
        }
        Optional<String> instruction = firstIn(dockerfile, lastLineToLookAt(error));
        return said.contains("requires buildkit") ? instruction.or(() -> Optional.of(error)) : instruction;
    }

    /** A parser that stopped at a line was not misled by what follows it. */
    private static int lastLineToLookAt(String error) {
        Matcher matcher = LINE_NUMBER.matcher(error);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : Integer.MAX_VALUE;
    }

    private static Optional<String> firstIn(Dockerfile dockerfile, int lastLine) {
        return dockerfile.instructions().stream()
                .filter(instruction -> instruction.line() <= lastLine)
                .flatMap(instruction -> needOf(instruction).stream())
                .findFirst();
    }

    private static Optional<String> needOf(Instruction instruction) {
        Set<String> flags = FLAGS.getOrDefault(instruction.keyword(), Set.of());
        Optional<String> need = instruction.flags().stream()
                .filter(flag -> flags.contains(flag.replaceFirst("^--", "").replaceFirst("=.*$", "")))
                .findFirst();
        if (need.isEmpty() && instruction.hasHeredoc()) {
            need = Optional.of("<<");
        }
        if (instruction.is("FROM")) {
            need = instruction
                    .flag("platform")
                    .filter(value -> value.contains("$"))
                    .map(value -> "--platform=" + value);
        }
        return need.map(what -> instruction.keyword() + " " + what + " (line " + instruction.line() + ")");
    }
}
