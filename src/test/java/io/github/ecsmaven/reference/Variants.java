package io.github.ecsmaven.reference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts that differ in a few words, said as one: {@code The context … {is not a directory | does not exist}.} */
final class Variants {
    // A name or number; a longer piece is worth reading even where another text has a placeholder for it.
    private static final int SHORT = 16;
    private static final double MOST = 0.5;
    private static final Pattern PUNCTUATION = Pattern.compile("\\)|[.,;:)']+$");
    private static final Pattern BEGINS_A_WORD = Pattern.compile(" |[.,;:)']+(?: |$)");

    private Variants() {}

    static List<String> merged(Collection<String> texts) {
        List<String> left = new ArrayList<>(withoutSpecialCases(new LinkedHashSet<>(texts)));
        List<String> merged = new ArrayList<>();
        while (!left.isEmpty()) {
            List<String> alike = new ArrayList<>(List.of(left.remove(0)));
            for (String other : List.copyOf(left)) {
                alike.add(other);
                if (!areAlike(alike)) {
                    alike.remove(other);
                }
            }
            left.removeAll(alike);
            merged.add(alike.size() == 1 ? alike.get(0) : asOne(alike));
        }
        return merged;
    }

    /** Drops a text that is another one with a word in the other's placeholder. */
    private static List<String> withoutSpecialCases(Collection<String> texts) {
        return texts.stream()
                .filter(text -> texts.stream().noneMatch(other -> !other.equals(text) && covers(other, text)))
                .toList();
    }

    private static boolean covers(String general, String special) {
        String form = Pattern.compile(Saying.PLACE)
                .splitAsStream(general + Saying.PLACE + "end")
                .map(Pattern::quote)
                .collect(Collectors.joining("(.+?)"));
        Matcher matcher = Pattern.compile(form).matcher(special + Saying.PLACE + "end");
        if (!matcher.matches()) {
            return false;
        }
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.group(group).length() > SHORT) {
                return false;
            }
        }
        return true;
    }

    /** Whether most of the shortest is the same in all, and what differs can stand alone. */
    private static boolean areAlike(List<String> texts) {
        int prefix = commonPrefix(texts);
        int suffix = commonSuffix(texts, prefix);
        int shortest = texts.stream().mapToInt(String::length).min().orElse(0);
        return prefix + suffix >= MOST * shortest
                && texts.stream().allMatch(text -> isWhole(text.substring(prefix, text.length() - suffix)));
    }

    private static boolean isWhole(String piece) {
        return !piece.isBlank()
                && count(piece, '[') == count(piece, ']')
                && count(piece, '(') == count(piece, ')')
                && count(piece, '{') == count(piece, '}')
                && count(piece, '"') % 2 == 0;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private static String asOne(List<String> texts) {
        int prefix = commonPrefix(texts);
        int suffix = commonSuffix(texts, prefix);
        String first = texts.get(0);
        return texts.stream()
                .map(text -> text.substring(prefix, text.length() - suffix))
                .collect(Collectors.joining(
                        " | ", first.substring(0, prefix) + "{", "}" + first.substring(first.length() - suffix)));
    }

    /** Up to the last space, so that no word is cut. */
    private static int commonPrefix(List<String> texts) {
        String first = texts.get(0);
        int length = 0;
        for (int end = 1; end <= first.length(); end++) {
            String begin = first.substring(0, end);
            if (!texts.stream().allMatch(text -> text.startsWith(begin))) {
                break;
            }
            length = begin.endsWith(" ") || begin.endsWith("(") ? end : length;
        }
        return length;
    }

    private static int commonSuffix(List<String> texts, int prefix) {
        String first = texts.get(0);
        int shortest = texts.stream().mapToInt(String::length).min().orElse(0) - prefix;
        int length = 0;
        for (int size = 1; size <= shortest; size++) {
            String end = first.substring(first.length() - size);
            if (!texts.stream().allMatch(text -> text.endsWith(end))) {
                break;
            }
            boolean saysSomething =
                    PUNCTUATION.matcher(end).lookingAt() || Saying.of(end).hasWords();
            length = saysSomething && BEGINS_A_WORD.matcher(end).lookingAt() ? size : length;
        }
        return length;
    }
}
