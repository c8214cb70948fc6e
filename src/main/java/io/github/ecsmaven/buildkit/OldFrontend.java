package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.context.Dockerfile;
import io.github.ecsmaven.context.Instruction;
import io.github.ecsmaven.image.ImageBuild;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Errors over a Dockerfile that is newer than the Dockerfile frontend in the builder: it takes what it does not know for a typing error
 * ({@code unknown instruction: ECHO} is the second line of a heredoc).
 */
final class OldFrontend {
    private static final Pattern INSTRUCTION = Pattern.compile("parse error (?:on )?line (\\d+): unknown instruction");
    /** The flags and keys of the "Dockerfile reference" that came after BuildKit 0.8, the oldest one that engines have. */
    private static final Pattern FLAG = Pattern.compile(
            "(?i)unknown flag: (?:--)?(link|chmod|parents|exclude|checksum|keep-git-dir|unpack|device|start-interval)\\b");

    private static final Pattern KEY = Pattern.compile("unexpected key '(env)'");

    private OldFrontend() {}

    /** What the frontend does not know, as the Dockerfile has it. */
    static Optional<String> unknownIn(ImageBuild request, String error) {
        Matcher instruction = INSTRUCTION.matcher(error);
        if (instruction.find()) {
            return heredocAround(Integer.parseInt(instruction.group(1)), Dockerfile.read(request.dockerfile()))
                    .map(heredoc -> "The heredoc of line " + heredoc.line());
        }
        Matcher flag = FLAG.matcher(error);
        if (flag.find()) {
            return Optional.of("The flag --" + flag.group(1));
        }
        Matcher key = KEY.matcher(error);
        return key.find() ? Optional.of("A mount's " + key.group(1) + "=") : Optional.empty();
    }

    /** Where an instruction begins, a heredoc has ended. */
    private static Optional<Instruction> heredocAround(int line, Dockerfile dockerfile) {
        return dockerfile.instructions().stream()
                .filter(instruction -> instruction.line() <= line)
                .max(Comparator.comparingInt(Instruction::line))
                .filter(last -> last.line() < line && last.hasHeredoc());
    }
}
