package io.github.ecsmaven.context;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
            setAll(words.get(0).contains("=") ? words : List.of(oldForm(words.get(0), instruction.arguments())));
        }
    }

    /** {@code ENV name value}, of which the value is all the rest. */
    private static String oldForm(String name, String arguments) {
        return name + "=" + arguments.substring(name.length()).strip();
    }

    /** Each sees the values from before the instruction. */
    private void setAll(List<String> words) {
        Map<String, Optional<String>> set = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            // Without one the builder refuses the instruction.
            if (equals >= 0) {
                set.put(word.substring(0, equals), SourceWords.known(word.substring(equals + 1), escape, this));
            }
        }
        set.forEach(this::set);
    }

    private void declare(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        if (buildArgs.containsKey(name)) {
            values.put(name, buildArgs.get(name));
        } else if (equals >= 0) {
            set(name, SourceWords.known(word.substring(equals + 1), escape, this));
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

    private void set(String name, Optional<String> value) {
        value.ifPresentOrElse(known -> values.put(name, known), () -> forget(name));
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
