package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.grpc.GrpcException;
import io.github.ecsmaven.buildkit.wire.ErrorDetails;
import io.github.ecsmaven.buildkit.wire.ProtoReader;
import io.github.ecsmaven.buildkit.wire.SourceInfo;
import io.github.ecsmaven.buildkit.wire.SourceRange;
import io.github.ecsmaven.context.Dockerfile;
import io.github.ecsmaven.context.Instruction;
import io.github.ecsmaven.image.BuildStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The lines of a Dockerfile at which a build failed.
 *
 * @param source the Dockerfile
 * @param lines which lines
 */
record FailurePlace(SourceInfo source, SourceRange lines) {
    private static final Pattern LINE_NUMBER = Pattern.compile("parse error (?:on )?line (\\d+)");
    private static final int LINES_AROUND = 2;

    /**
     * As BuildKit tells it with the error; the one in Docker Engine 20.10 does not, then as the error's text or the name of the step lets
     * it be found.
     */
    static Optional<FailurePlace> of(Throwable failure, String error, Optional<BuildStep> step, Path dockerfile) {
        return told(failure).or(() -> found(error, step, dockerfile));
    }

    private static Optional<FailurePlace> told(Throwable failure) {
        if (!(failure instanceof GrpcException told)) {
            return Optional.empty();
        }
        ErrorDetails found = ErrorDetails.read(new ProtoReader(told.details()));
        return found.source()
                .filter(source -> !found.ranges().isEmpty())
                .map(source -> new FailurePlace(source, found.ranges().get(0)));
    }

    private static Optional<FailurePlace> found(String error, Optional<BuildStep> step, Path dockerfile) {
        try {
            SourceInfo source = new SourceInfo(
                    dockerfile.getFileName().toString(),
                    new String(Files.readAllBytes(dockerfile), StandardCharsets.UTF_8));
            Matcher number = LINE_NUMBER.matcher(error);
            Optional<Integer> line = number.find()
                    ? Optional.of(Integer.parseInt(number.group(1)))
                    : step.flatMap(failed -> lineOf(failed.name(), Dockerfile.read(dockerfile)));
            return line.map(first -> new FailurePlace(source, new SourceRange(first, first)));
        } catch (IOException | ActionableException gone) {
            return Optional.empty();
        }
    }

    /** A step is called by its stage and then as its instruction reads. */
    private static Optional<Integer> lineOf(String step, Dockerfile dockerfile) {
        String text = words(step.replaceFirst("^\\[[^]]*]", ""));
        return dockerfile.instructions().stream()
                .filter(instruction -> words(textOf(instruction)).equals(text) || takes(instruction, text))
                .findFirst()
                .map(Instruction::line);
    }

    /** Docker Hub's name and the tag "latest" are not in every FROM. */
    private static boolean takes(Instruction instruction, String step) {
        String image = step.replaceFirst("^load metadata for ", "");
        return instruction.is("FROM")
                && !image.equals(step)
                && Stream.of(image, image.replaceFirst("^docker\\.io/(library/)?", ""))
                        .flatMap(name -> Stream.of(name, name.replaceFirst(":latest$", "")))
                        .anyMatch(instruction.arguments().split("\\s", 2)[0]::equals);
    }

    private static String textOf(Instruction instruction) {
        return instruction.keyword() + " " + String.join(" ", instruction.flags()) + " " + instruction.arguments();
    }

    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** The lines and those around them, with their numbers. */
    String excerpt() {
        List<String> all = source.text().lines().toList();
        int first = Math.max(1, lines.firstLine() - LINES_AROUND);
        int last = Math.min(all.size(), lines.lastLine() + LINES_AROUND);
        StringBuilder excerpt = new StringBuilder(source.filename() + ", line " + lines.firstLine() + ":");
        for (int line = first; line <= last; line++) {
            boolean meant = line >= lines.firstLine() && line <= lines.lastLine();
            excerpt.append(System.lineSeparator())
                    .append(String.format(Locale.ROOT, "%s %3d | %s", meant ? ">" : " ", line, all.get(line - 1)));
        }
        return excerpt.toString();
    }
}
