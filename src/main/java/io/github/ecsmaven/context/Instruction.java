package io.github.ecsmaven.context;

import java.util.List;
import java.util.Optional;

/**
 * One instruction of a Dockerfile, its continued lines joined.
 *
 * @param line line on which it begins, counted from 1
 * @param keyword its first word in capitals, such as {@code COPY}
 * @param flags its flags as written but without quotes, such as {@code --from=build}
 * @param arguments what follows the flags, nothing substituted
 * @param hasHeredoc whether a here-document follows it, which only BuildKit takes
 */
public record Instruction(int line, String keyword, List<String> flags, String arguments, boolean hasHeredoc) {
    public Instruction {
        flags = List.copyOf(flags);
    }

    /** Whether it is the instruction of this name. */
    public boolean is(String name) {
        return keyword.equals(name);
    }

    /** The value of its first flag {@code --name=value}. */
    public Optional<String> flag(String name) {
        return flagValues(name).stream().findFirst();
    }

    /** The values of all its flags {@code --name=value}. */
    public List<String> flagValues(String name) {
        String start = "--" + name + "=";
        return flags.stream()
                .filter(flag -> flag.startsWith(start))
                .map(flag -> flag.substring(start.length()))
                .toList();
    }
}
