package io.github.ecsmaven.docker;

import io.github.ecsmaven.context.BuildKitNeed;
import io.github.ecsmaven.context.Dockerfile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Errors of the classic builder over a Dockerfile that needs BuildKit. Engines say it in different words, or fail over it as if it were
 * a typing error ({@code unknown instruction: ECHO} is the second line of a heredoc).
 */
final class BuildKitSymptom {
    private static final List<String> SYMPTOMS = List.of(
            "requires buildkit",
            "unknown instruction",
            "unknown flag",
            "failed to parse platform",
            "invalid platform",
            "platform specifier component");
    private static final Pattern LINE_NUMBER =
            Pattern.compile("parse error (?:on )?line (\\d+)", Pattern.CASE_INSENSITIVE);

    private BuildKitSymptom() {}

    /** The first instruction that needs BuildKit, with its line, when the engine's error is one that it could be the reason for. */
    static Optional<String> behind(String error, Dockerfile dockerfile) {
        String said = error.toLowerCase(Locale.ROOT);
        if (SYMPTOMS.stream().noneMatch(said::contains)) {
            return Optional.empty();
        }
        Optional<String> instruction = BuildKitNeed.firstIn(dockerfile, lastLineToLookAt(error));
        return said.contains("requires buildkit") ? instruction.or(() -> Optional.of(error)) : instruction;
    }

    /** A parser that stopped at a line was not misled by what follows it. */
    private static int lastLineToLookAt(String error) {
        Matcher matcher = LINE_NUMBER.matcher(error);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : Integer.MAX_VALUE;
    }
}
