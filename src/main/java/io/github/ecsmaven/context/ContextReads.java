package io.github.ecsmaven.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the needed stages of a Dockerfile take from the build context, by the Dockerfile alone: sources of {@code COPY} and {@code ADD}, and
 * of the bind mounts of {@code RUN}.
 */
final class ContextReads {
    /** Flags of {@code COPY} and {@code ADD} with which a source is read as without them, or less of it. */
    private static final Set<String> HARMLESS_FLAGS =
            Set.of("chown", "chmod", "link", "from", "checksum", "keep-git-dir", "exclude", "unpack");

    private static final Set<String> MOUNTS_OF_NOTHING = Set.of("cache", "tmpfs", "secret", "ssh");

    private final char escape;
    private final List<Source> sources = new ArrayList<>();
    private boolean complete = true;

    private ContextReads(char escape) {
        this.escape = escape;
    }

    /**
     * A source as the builder reads it, its variables replaced.
     *
     * @param instruction the {@code COPY}, {@code ADD} or {@code RUN} that names it
     */
    record Source(Instruction instruction, String path) {}

    static ContextReads of(
            List<Instruction> instructions, char escape, Map<String, String> buildArgs, Optional<String> target) {
        ContextReads reads = new ContextReads(escape);
        GlobalArgs global = GlobalArgs.of(instructions, escape, buildArgs);
        List<List<Instruction>> stages = NeededStages.of(instructions, escape, global, target);
        reads.complete = !stages.isEmpty() && instructions.stream().allMatch(each -> reads.isPlain(each, global));
        for (List<Instruction> stage : stages) {
            StageVariables variables = new StageVariables(global, buildArgs, escape);
            for (Instruction instruction : stage) {
                variables.see(instruction);
                reads.look(instruction, variables);
            }
        }
        return reads;
    }

    /** All that could be read, in the order of the Dockerfile. */
    List<Source> sources() {
        return sources;
    }

    /** Whether that is all there is. */
    boolean isComplete() {
        return complete;
    }

    /** Whether an instruction leaves no doubt about which stages are needed, and reads nothing on behalf of another. */
    private boolean isPlain(Instruction instruction, GlobalArgs global) {
        if (instruction.is("FROM")) {
            return ShellWords.split(instruction.arguments(), escape).stream()
                    .limit(1)
                    .allMatch(word -> SourceWords.known(word, escape, global).isPresent());
        }
        return !instruction.is("ONBUILD")
                && instruction.flagValues("from").stream().noneMatch(ContextReads::isOpen);
    }

    private static boolean isOpen(String stage) {
        return stage.isEmpty() || stage.contains("$");
    }

    private void look(Instruction instruction, StageVariables variables) {
        boolean copies = instruction.is("COPY") || instruction.is("ADD");
        if (copies && instruction.flagValues("from").isEmpty()) {
            complete &= instruction.flags().stream().allMatch(ContextReads::isHarmless);
            copied(instruction, variables);
        } else if (instruction.is("RUN")) {
            instruction.flagValues("mount").forEach(mount -> mounted(instruction, mount));
        }
    }

    private static boolean isHarmless(String flag) {
        return HARMLESS_FLAGS.contains(flag.substring("--".length()).replaceFirst("=.*", ""));
    }

    private void copied(Instruction instruction, StageVariables variables) {
        SourceWords words = SourceWords.of(instruction, escape, variables);
        complete &= words.certain();
        words.sources().stream()
                .filter(source -> !instruction.is("ADD")
                        || !source.map(RemoteAdd::isRemote).orElse(false))
                .forEach(source -> add(instruction, source));
    }

    private void add(Instruction instruction, Optional<String> path) {
        path.ifPresent(known -> sources.add(new Source(instruction, known)));
        complete &= path.isPresent() && !path.get().contains("\\");
    }

    private void mounted(Instruction instruction, String value) {
        RunMount mount = RunMount.of(value);
        boolean ofContext = mount.from().map(ContextReads::isOpen).orElse(true);
        if (!mount.plain() || (ofContext && !MOUNTS_OF_NOTHING.contains(mount.type()))) {
            boolean plain = mount.plain() && mount.type().equals("bind") && !value.contains("$");
            add(instruction, plain ? Optional.of(mount.source()) : Optional.empty());
        }
    }
}
