package io.github.ecsmaven.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sources that a {@code COPY} or {@code ADD} names, as a builder reads them; here-documents are none.
 *
 * @param sources each with its variables replaced, empty where only the builder knows its variables
 * @param certain whether the instruction can be read in no other way
 */
record SourceWords(List<Optional<String>> sources, boolean certain) {
    SourceWords {
        sources = List.copyOf(sources);
    }

    static SourceWords of(Instruction instruction, char escape, Substitution.Variables variables) {
        String arguments = instruction.arguments();
        boolean array = arguments.startsWith("[");
        List<String> words = array ? jsonStrings(arguments) : ShellWords.split(arguments, escape);
        List<Optional<String>> sources = words.stream()
                .limit(Math.max(0, words.size() - 1))
                .filter(word -> !(instruction.hasHeredoc() && word.startsWith("<<")))
                .map(word -> known(word, escape, variables))
                .toList();
        // What begins like an array may be a wildcard.
        return new SourceWords(sources, !array || (words.size() > 1 && arguments.endsWith("]")));
    }

    /** A word with its variables replaced; empty where only the builder knows them. */
    static Optional<String> known(String word, char escape, Substitution.Variables variables) {
        try {
            return Optional.of(Substitution.in(word, escape, variables));
        } catch (IllegalArgumentException onlyTheBuilderKnows) {
            return Optional.empty();
        }
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
