package io.github.ecsmaven.iam;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes maps, lists and texts as JSON, as a person would: on one line, or with an indent of two. */
final class Json {
    private static final String INDENT = "  ";

    private Json() {}

    static String line(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(member -> text(member.getKey()) + ": " + line(member.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Json::line).collect(Collectors.joining(", ", "[", "]"));
        }
        return text(value);
    }

    static String block(Object value) {
        return block(value, "\n");
    }

    private static String block(Object value, String margin) {
        String deeper = margin + INDENT;
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            return map.entrySet().stream()
                    .map(member -> text(member.getKey()) + ": " + block(member.getValue(), deeper))
                    .collect(Collectors.joining("," + deeper, "{" + deeper, margin + "}"));
        }
        if (value instanceof List<?> list && !list.isEmpty()) {
            return list.stream()
                    .map(item -> block(item, deeper))
                    .collect(Collectors.joining("," + deeper, "[" + deeper, margin + "]"));
        }
        return line(value);
    }

    private static String text(Object value) {
        return '"' + String.valueOf(value).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
