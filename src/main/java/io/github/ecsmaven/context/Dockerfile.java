package io.github.ecsmaven.context;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.FileFailure;
import io.github.ecsmaven.image.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A Dockerfile, read as far as one must know it before a build: its instructions with their lines, its stages and their images. */
public final class Dockerfile {
    private static final Pattern DOCKERS_FRONTEND =
            Pattern.compile("(?:[^\\s]+/)?docker/dockerfile(?:-upstream)?(?:[:@][^\\s]*)?(?:\\s.*)?");

    private final Path file;
    private final List<Instruction> instructions;
    private final Optional<String> syntax;
    private final char escape;
    private final String hash;

    private Dockerfile(Path file, DockerfileParser parser, String hash) {
        this.file = file;
        this.hash = hash;
        this.instructions = List.copyOf(parser.instructions());
        this.syntax = parser.syntax();
        this.escape = parser.escape();
    }

    /**
     * Reads a Dockerfile. What the builder will refuse is not refused here.
     *
     * @throws ActionableException when it does not exist or cannot be read
     */
    public static Dockerfile read(Path file) {
        requireFile(file);
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.UTF_8);
            return new Dockerfile(
                    file, new DockerfileParser(text), new HashInput().add(bytes).hex());
        } catch (IOException e) {
            throw new ActionableException(
                    "The Dockerfile " + file + " cannot be read: " + FileFailure.reason(e) + ".",
                    "Make it readable for the user who runs Maven.",
                    e);
        }
    }

    static void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ActionableException(
                    "The Dockerfile " + file + (Files.exists(file) ? " is not a file." : " does not exist."),
                    "Set <dockerfile> (-Decs.dockerfile) to the Dockerfile of the image.");
        }
    }

    /** Where it lies. */
    public Path file() {
        return file;
    }

    /** A hash of its bytes, 64 hexadecimal digits of SHA-256. */
    public String hash() {
        return hash;
    }

    /** Its instructions, in the order of the file. */
    public List<Instruction> instructions() {
        return instructions;
    }

    /** The image of the frontend that its {@code # syntax=} directive asks BuildKit to use. */
    public Optional<String> syntax() {
        return syntax;
    }

    /**
     * The images that a build pulls: those of {@code FROM}, {@code COPY --from} and {@code RUN --mount=from}, without earlier stages and
     * {@code scratch}. With a target, the stages up to it count, as the classic builder builds them all.
     *
     * @param buildArgs values of {@code ARG}s; {@link #platformArgs} among them make {@code TARGETARCH} and its like known
     * @param target name, in any case, or number of the stage to build, where not the last one
     * @throws ActionableException when there is no such stage
     */
    public BaseImages baseImages(Map<String, String> buildArgs, Optional<String> target) {
        GlobalArgs args = GlobalArgs.of(instructions, escape, buildArgs);
        List<Instruction> needed = target.map(this::upTo).orElse(instructions);
        return new BaseImageFinder(args, escape, stageNames()).find(needed);
    }

    /**
     * The first {@code ADD} of something from elsewhere, or of what only the build finds out to be that: nobody knows before the build
     * what it brings. With {@code --checksum} it is known.
     */
    public Optional<Instruction> remoteAdd(Map<String, String> buildArgs) {
        return new RemoteAdd(instructions, escape, buildArgs).first();
    }

    /**
     * The first {@code ONBUILD} of a stage that a later one is built upon, so that this build does what it says ("Dockerfile reference",
     * ONBUILD).
     */
    public Optional<Instruction> ownTrigger(Map<String, String> buildArgs) {
        GlobalArgs args = GlobalArgs.of(instructions, escape, buildArgs);
        return NeededStages.builtUpon(instructions, escape, args).stream()
                .flatMap(List::stream)
                .filter(instruction -> instruction.is("ONBUILD"))
                .findFirst();
    }

    /**
     * What of the context a build with BuildKit can take. All of it where that is not sure: where a source has a variable that the base
     * image may set, where an {@code ONBUILD} or a flag that is not known here may read more, and under a frontend of somebody else's. An
     * {@code ONBUILD} of a base image is not seen.
     *
     * @param buildArgs values of {@code ARG}s
     * @param target name or number of the stage to build, where not the last one
     */
    public ContextScope contextScope(Map<String, String> buildArgs, Optional<String> target) {
        boolean docker = Optional.ofNullable(buildArgs.get("BUILDKIT_SYNTAX"))
                .or(this::syntax)
                .map(image -> DOCKERS_FRONTEND.matcher(image).matches())
                .orElse(true);
        ContextReads reads = ContextReads.of(instructions, escape, buildArgs, target);
        return docker && reads.isComplete()
                ? ContextScope.of(
                        reads.sources().stream().map(ContextReads.Source::path).toList())
                : ContextScope.WHOLE;
    }

    /**
     * The arguments that BuildKit sets by itself.
     *
     * @param build platform that the build runs on
     * @param target platform that the image is for
     */
    public static Map<String, String> platformArgs(Platform build, Platform target) {
        return Map.of(
                "BUILDPLATFORM", build.toString(),
                "BUILDOS", build.os(),
                "BUILDARCH", build.architecture(),
                "BUILDVARIANT", build.variant(),
                "TARGETPLATFORM", target.toString(),
                "TARGETOS", target.os(),
                "TARGETARCH", target.architecture(),
                "TARGETVARIANT", target.variant());
    }

    /** The name that a {@code FROM} gives to its stage, in lower case. */
    static Optional<String> stageName(Instruction from, char escape) {
        List<String> words = ShellWords.split(from.arguments(), escape);
        return words.size() == 3 && words.get(1).equalsIgnoreCase("AS")
                ? Optional.of(words.get(2).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private Set<String> stageNames() {
        Set<String> names = new LinkedHashSet<>();
        instructions.stream().filter(instruction -> instruction.is("FROM")).forEach(from -> stageName(from, escape)
                .ifPresent(names::add));
        return names;
    }

    private List<Instruction> upTo(String target) {
        List<Integer> starts = new ArrayList<>();
        Optional<Integer> found = Optional.empty();
        for (int i = 0; i < instructions.size(); i++) {
            if (instructions.get(i).is("FROM")) {
                String number = String.valueOf(starts.size());
                starts.add(i);
                if (isNamed(instructions.get(i), target) || number.equals(target)) {
                    found = Optional.of(starts.size());
                }
            }
        }
        int stages = found.orElseThrow(() -> noSuchStage(target));
        return instructions.subList(0, stages < starts.size() ? starts.get(stages) : instructions.size());
    }

    private boolean isNamed(Instruction from, String target) {
        return stageName(from, escape)
                .filter(target.toLowerCase(Locale.ROOT)::equals)
                .isPresent();
    }

    private ActionableException noSuchStage(String target) {
        Set<String> names = stageNames();
        return new ActionableException(
                "The Dockerfile " + file + " has no stage '" + target + "'.",
                "Set <target> (-Decs.target) to "
                        + (names.isEmpty()
                                ? "the number of a stage, counted from 0, or name the stage: FROM … AS " + target + "."
                                : "one of its stages: " + String.join(", ", names) + "."));
    }
}
