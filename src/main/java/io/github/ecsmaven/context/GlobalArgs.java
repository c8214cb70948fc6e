package io.github.ecsmaven.context;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code ARG}s before the first {@code FROM}, which are the only variables that a {@code FROM} sees. */
final class GlobalArgs implements Substitution.Variables {
    /** The arguments that a builder sets by itself (Dockerfile reference, "Automatic platform ARGs in the global scope"). */
    static final Set<String> SET_BY_THE_BUILDER = Set.of(
            "TARGETPLATFORM",
            "TARGETOS",
            "TARGETARCH",
            "TARGETVARIANT",
            "BUILDPLATFORM",
            "BUILDOS",
            "BUILDARCH",
            "BUILDVARIANT");

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> unknown = new HashMap<>();
    private final char escape;

    private GlobalArgs(char escape) {
        this.escape = escape;
        SET_BY_THE_BUILDER.forEach(name -> unknown.put(name, "the builder sets " + name + " by itself"));
    }

    static GlobalArgs of(List<Instruction> instructions, char escape, Map<String, String> buildArgs) {
        GlobalArgs args = new GlobalArgs(escape);
        buildArgs.forEach((name, value) -> {
            if (SET_BY_THE_BUILDER.contains(name)) {
                args.set(name, value);
            }
        });
        for (Instruction instruction : instructions) {
            if (instruction.is("FROM")) {
                break;
            }
            if (instruction.is("ARG")) {
                ShellWords.split(instruction.arguments(), escape).forEach(word -> args.declare(word, buildArgs));
            }
        }
        return args;
    }

    private void declare(String word, Map<String, String> buildArgs) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        String given = buildArgs.get(name);
        if (given != null) {
            set(name, given);
        } else if (equals >= 0) {
            setDefault(name, word.substring(equals + 1));
        }
    }

    private void setDefault(String name, String word) {
        try {
            set(name, Substitution.in(word, escape, this));
        } catch (IllegalArgumentException e) {
            unknown.put(name, String.valueOf(e.getMessage()));
        }
    }

    private void set(String name, String value) {
        values.put(name, value);
        unknown.remove(name);
    }

    @Override
    public Optional<String> valueOf(String name) {
        String reason = unknown.get(name);
        if (reason != null) {
            throw new IllegalArgumentException(reason);
        }
        return Optional.ofNullable(values.get(name));
    }
}
