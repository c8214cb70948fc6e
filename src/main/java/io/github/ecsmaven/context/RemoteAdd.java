package io.github.ecsmaven.context;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds an {@code ADD} whose source is elsewhere, so that nobody knows what it brings before the build ("Dockerfile reference", ADD). One
 * with a checksum brings always the same.
 */
final class RemoteAdd {
    private static final Pattern REMOTE =
            Pattern.compile("(?:https?|git|ssh)://.*|[\\w.-]+@[\\w.-]+:.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final List<Instruction> instructions;
    private final char escape;
    private final Map<String, String> buildArgs;

    RemoteAdd(List<Instruction> instructions, char escape, Map<String, String> buildArgs) {
        this.instructions = instructions;
        this.escape = escape;
        this.buildArgs = new HashMap<>(buildArgs);
        // Whatever the platform is, it makes no source a remote one.
        GlobalArgs.SET_BY_THE_BUILDER.forEach(name -> this.buildArgs.putIfAbsent(name, "x"));
    }

    /** Whether a source of {@code ADD}, its variables replaced, is a URL or a Git repository. */
    static boolean isRemote(String source) {
        return REMOTE.matcher(source).matches();
    }

    /** The first one, or the first of which only the builder knows whether it is one. */
    Optional<Instruction> first() {
        GlobalArgs global = GlobalArgs.of(instructions, escape, buildArgs);
        StageVariables variables = new StageVariables(global, buildArgs, escape);
        for (Instruction instruction : instructions) {
            if (instruction.is("FROM")) {
                variables = new StageVariables(global, buildArgs, escape);
            }
            variables.see(instruction);
            if (instruction.is("ADD") && mayBringAnything(instruction, variables)) {
                return Optional.of(instruction);
            }
        }
        return Optional.empty();
    }

    private boolean mayBringAnything(Instruction add, StageVariables inStage) {
        Substitution.Variables variables =
                name -> GlobalArgs.SET_BY_THE_BUILDER.contains(name) ? Optional.of("x") : inStage.valueOf(name);
        // Without a value it is as if the flag were not there.
        boolean pinned = add.flag("checksum")
                .flatMap(checksum -> SourceWords.known(checksum, escape, variables))
                .filter(checksum -> !checksum.isBlank())
                .isPresent();
        return !pinned
                && SourceWords.of(add, escape, variables).sources().stream()
                        .anyMatch(source -> source.map(RemoteAdd::isRemote).orElse(true));
    }
}
