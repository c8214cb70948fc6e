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
                    .allMatch(word -> known(word, global).isPresent());
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
        List<String> words = words(instruction.arguments());
        for (String word : words.subList(0, Math.max(0, words.size() - 1))) {
            boolean heredoc = instruction.hasHeredoc() && word.startsWith("<<");
            if (!heredoc) {
                add(instruction, known(word, variables));
            }
        }
    }

    private Optional<String> known(String word, Substitution.Variables variables) {
        try {
            return Optional.of(Substitution.in(word, escape, variables));
        } catch (IllegalArgumentException onlyTheBuilderKnows) {
            return Optional.empty();
        }
    }

    private void add(Instruction instruction, Optional<String> path) {
        path.ifPresent(known -> sources.add(new Source(instruction, known)));
        complete &= path.isPresent() && !path.get().contains("\\");
    }

    private void mounted(Instruction instruction, String mount) {
        String type = "bind";
        String source = "";
        boolean ofContext = true;
        for (String option : mount.split(",", -1)) {
            String value = option.substring(option.indexOf('=') + 1);
            switch (option.replaceFirst("=.*", "")) {
                case "type" -> type = value;
                case "source", "src" -> source = value;
                case "from" -> ofContext = isOpen(value);
                default -> {
                    // Where it is mounted, and how.
                }
            }
        }
        if (ofContext && !MOUNTS_OF_NOTHING.contains(type)) {
            boolean plain = type.equals("bind") && !mount.contains("$");
            add(instruction, plain ? Optional.of(source) : Optional.empty());
        }
    }

    private List<String> words(String arguments) {
        if (!arguments.startsWith("[")) {
            return ShellWords.split(arguments, escape);
        }
        List<String> strings = jsonStrings(arguments);
        // What begins like an array may be a wildcard.
        complete &= strings.size() > 1 && arguments.endsWith("]");
        return strings;
    }

    // No regular expression: Java's goes one call deeper with every character of such a group.
    private static List<String> jsonStrings(String array) {
        List<String> strings = new ArrayList<>();
        int begin = -1;
        for (int i = array.indexOf('"'); i >= 0 && i < array.length(); i++) {
            char c = array.charAt(i);
            if (c == '"') {
                if (begin >= 0) {
                    strings.add(array.substring(begin, i));
                }
                begin = begin < 0 ? i + 1 : -1;
            } else if (c == '\\' && begin >= 0) {
                i++;
            }
        }
        return strings;
    }
}
