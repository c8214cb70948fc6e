package io.github.ecsmaven.context;

import java.util.ArrayList;
import java.util.List;

/** Words as a Dockerfile separates them: by white space outside quotes. */
final class ShellWords {
    private ShellWords() {}

    /** The words with their quotes and escapes still in them. */
    static List<String> split(String text, char escape) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                addTo(words, word);
                continue;
            }
            word.append(c);
            if (c == escape && quote != '\'' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
            } else {
                quote = quoteAfter(c, quote);
            }
        }
        addTo(words, word);
        return words;
    }

    /** A word without its quotes and escapes. */
    static String unquoted(String word, char escape) {
        StringBuilder plain = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            char next = quoteAfter(c, quote);
            if (c == escape && quote != '\'' && i + 1 < word.length()) {
                plain.append(word.charAt(++i));
            } else if (next == quote) {
                plain.append(c);
            } else {
                quote = next;
            }
        }
        return plain.toString();
    }

    private static char quoteAfter(char c, char quote) {
        if (c != '\'' && c != '"') {
            return quote;
        }
        if (quote == 0) {
            return c;
        }
        return c == quote ? 0 : quote;
    }

    private static void addTo(List<String> words, StringBuilder word) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
