package io.github.ecsmaven.context;

import java.util.ArrayDeque;
import java.util.Deque;

/** What Docker's {@code .dockerignore} takes from Go's standard library: {@code filepath.Clean} and {@code strings.TrimSpace}. */
final class GoText {
    private GoText() {}

    /** The shortest path that means the same by its text alone; of nothing, {@code .} (Go: path/filepath, Clean). */
    static String cleanPath(String path) {
        boolean rooted = path.startsWith("/");
        Deque<String> names = new ArrayDeque<>();
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            boolean up = name.equals("..");
            if (up && !names.isEmpty() && !names.getLast().equals("..")) {
                names.removeLast();
            } else if (!up || !rooted) {
                names.addLast(name);
            }
        }
        String cleaned = (rooted ? "/" : "") + String.join("/", names);
        return cleaned.isEmpty() ? "." : cleaned;
    }

    /** The text without the white space around it (Go: strings, TrimSpace). */
    static String trimSpace(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    // Unicode's White_Space property (Go: unicode, IsSpace), which is neither of Java's two notions of a space.
    private static boolean isSpace(char c) {
        return switch (c) {
            case '\t', '\n', 0x0b, '\f', '\r', ' ', 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 -> true;
            default -> c >= 0x2000 && c <= 0x200a;
        };
    }
}
