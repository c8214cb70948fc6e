package io.github.ecsmaven.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What in a Dockerfile only BuildKit can do. Engines say it in different words, or fail over it as if it were a typing error
 * ({@code unknown instruction: ECHO} is the second line of a heredoc).
 */
final class BuildKitNeed {
    private static final List<Pattern> NEEDS = List.of(
            Pattern.compile("\\s*RUN\\s+(?:--\\S+\\s+)*--(?:mount|network|security)\\b.*", Pattern.CASE_INSENSITIVE),
            Pattern.compile(
                    "\\s*(?:COPY|ADD)\\s+(?:--\\S+\\s+)*--(?:link|chmod|parents|exclude|checksum|keep-git-dir)\\b.*",
                    Pattern.CASE_INSENSITIVE),
            Pattern.compile("\\s*(?:RUN|COPY|ADD)\\s.*<<-?[\"']?[A-Za-z_].*", Pattern.CASE_INSENSITIVE),
            Pattern.compile("\\s*FROM\\s+--platform=\\S*\\$\\{?(?:BUILD|TARGET)\\w+.*", Pattern.CASE_INSENSITIVE));

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

    /** The first line that needs BuildKit, when the engine's error is one that it could be the reason for. */
    static Optional<String> behind(String error, Path dockerfile) {
        String said = error.toLowerCase(Locale.ROOT);
        if (SYMPTOMS.stream().noneMatch(said::contains)) {
            return Optional.empty();
        }
        Optional<String> line = firstIn(dockerfile, lastLineToLookAt(error));
        return said.contains("requires buildkit") ? line.or(() -> Optional.of(error)) : line;
    }

    /** A parser that stopped at a line was not misled by what follows it. */
    private static int lastLineToLookAt(String error) {
        Matcher matcher = LINE_NUMBER.matcher(error);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : Integer.MAX_VALUE;
    }

    private static Optional<String> firstIn(Path dockerfile, int last) {
        List<String> lines = linesOf(dockerfile);
        for (int i = 0; i < Math.min(lines.size(), last); i++) {
            String line = lines.get(i);
            if (NEEDS.stream().anyMatch(need -> need.matcher(line).matches())) {
                return Optional.of("line " + (i + 1) + ", " + line.strip());
            }
        }
        return Optional.empty();
    }

    private static List<String> linesOf(Path dockerfile) {
        try {
            return Files.readAllLines(dockerfile, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // Only a hint is lost; the engine's error stands.
            return List.of();
        }
    }
}
