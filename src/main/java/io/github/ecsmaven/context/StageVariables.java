package io.github.ecsmaven.context;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The values that {@code ARG} and {@code ENV} have given to variables so far in a stage (Dockerfile reference, "Environment replacement" and
 * "Scope"). What the base image sets is not known here, so a variable that the stage has not named has no known value.
 */
final class StageVariables implements Substitution.Variables {
    private final GlobalArgs global;
    private final Map<String, String> buildArgs;
    private final char escape;
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> unset = new HashSet<>();
    private boolean onScratch;

    StageVariables(GlobalArgs global, Map<String, String> buildArgs, char escape) {
        this.global = global;
        this.buildArgs = buildArgs;
        this.escape = escape;
    }

    /** Takes in an instruction; what is neither {@code FROM}, {@code ARG} nor {@code ENV} sets nothing. */
    void see(Instruction instruction) {
        List<String> words = ShellWords.split(instruction.arguments(), escape);
        if (instruction.is("FROM")) {
            onScratch = !words.isEmpty() && words.get(0).equals("scratch");
        } else if (instruction.is("ARG")) {
            words.forEach(this::declare);
        } else if (instruction.is("ENV") && !words.isEmpty()) {
            if (words.get(0).contains("=")) {
                words.forEach(word -> set(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1)));
            } else {
                forget(words.get(0));
            }
        }
    }

    private void declare(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        if (buildArgs.containsKey(name)) {
            values.put(name, buildArgs.get(name));
        } else if (equals >= 0) {
            set(name, word.substring(equals + 1));
        } else {
            inherit(name);
        }
    }

    /** Without a value of its own it keeps the one that it has, be it the base image's. */
    private void inherit(String name) {
        try {
            Optional<String> outside = global.valueOf(name);
            outside.ifPresent(value -> values.put(name, value));
            if (onScratch) {
                unset.add(name);
            }
        } catch (IllegalArgumentException onlyTheBuilderKnows) {
            forget(name);
        }
    }

    private void set(String name, String word) {
        try {
            values.put(name, Substitution.in(word, escape, this));
        } catch (IllegalArgumentException onlyTheBuilderKnows) {
            forget(name);
        }
    }

    private void forget(String name) {
        values.remove(name);
        unset.remove(name);
    }

    @Override
    public Optional<String> valueOf(String name) {
        String value = values.get(name);
        if (value == null && !unset.contains(name)) {
            throw new IllegalArgumentException("the base image may set " + name);
        }
        return Optional.ofNullable(value);
    }
}
