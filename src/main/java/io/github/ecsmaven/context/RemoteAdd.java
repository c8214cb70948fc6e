package io.github.ecsmaven.context;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds an {@code ADD} whose source is elsewhere, so that nobody knows what it brings before the build ("Dockerfile reference", ADD). One
 * with a checksum brings always the same.
 */
final class RemoteAdd {
    private static final Pattern REMOTE =
            Pattern.compile("(?i)(?:^|[\\s\"'\\[,=+-])(?:https?://|git://|ssh://|[\\w-]+@[\\w.-]+:)\\S*");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)");

    private final List<Instruction> instructions;
    private final Map<String, String> buildArgs;

    RemoteAdd(List<Instruction> instructions, Map<String, String> buildArgs) {
        this.instructions = instructions;
        this.buildArgs = buildArgs;
    }

    /** The first one, with its line. */
    Optional<Instruction> first() {
        return instructions.stream()
                .filter(instruction ->
                        instruction.is("ADD") && instruction.flag("checksum").isEmpty())
                .filter(add -> mayBeRemote(add.arguments()))
                .findFirst();
    }

    // Without recursion: variables may be made of one another in any number.
    private boolean mayBeRemote(String arguments) {
        Set<String> seen = new HashSet<>(GlobalArgs.SET_BY_THE_BUILDER);
        Deque<String> texts = new ArrayDeque<>(List.of(arguments));
        while (!texts.isEmpty()) {
            String text = texts.pop();
            if (REMOTE.matcher(text).find()) {
                return true;
            }
            for (String name : variablesIn(text)) {
                List<String> values = seen.add(name) ? values(name) : List.of("");
                if (values.isEmpty()) {
                    // One that is set nowhere here is the base image's.
                    return true;
                }
                texts.addAll(values);
            }
        }
        return false;
    }

    private static List<String> variablesIn(String text) {
        return VARIABLE.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private List<String> values(String variable) {
        Pattern set =
                Pattern.compile("(?:^|\\s)" + variable + "(?:[=\\s]\\s*(?<value>\\S.*))?(?=\\s|$)", Pattern.DOTALL);
        Stream<String> given = Stream.ofNullable(buildArgs.get(variable));
        Stream<String> declared = instructions.stream()
                .filter(instruction -> instruction.is("ARG") || instruction.is("ENV"))
                // Much cheaper than the search, where there are thousands of variables.
                .filter(instruction -> instruction.arguments().contains(variable))
                .map(instruction -> set.matcher(instruction.arguments()))
                .filter(Matcher::find)
                .map(found -> Optional.ofNullable(found.group("value")).orElse(""));
        return Stream.concat(given, declared).toList();
    }
}
