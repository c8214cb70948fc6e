package io.github.ecsmaven.context;

import io.github.ecsmaven.context.ContentKey.Kind;
import io.github.ecsmaven.context.ContentKey.Part;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far what decides an image is told part by part.
 *
 * @param depth files further down than so many directories count as that directory; {@link #ALL} for none, {@link #KINDS} when not even
 *     the other parts are told one by one
 */
record ContentDetail(int depth) {
    private static final int ALL = Integer.MAX_VALUE;
    private static final int KINDS = -1;

    /** The finest with which there are no more than so many parts, or that of one part for each kind. */
    static ContentDetail fitting(ContentKey key, int most) {
        if (key.parts().size() <= most) {
            return new ContentDetail(ALL);
        }
        int deepest = key.parts().keySet().stream()
                .filter(part -> part.kind() == Kind.CONTEXT)
                .mapToInt(part -> depthOf(part.name()))
                .max()
                .orElse(0);
        for (int depth = deepest - 1; depth >= 0; depth--) {
            ContentDetail detail = new ContentDetail(depth);
            if (key.parts().keySet().stream().map(detail::whole).distinct().count() <= most) {
                return detail;
            }
        }
        return new ContentDetail(KINDS);
    }

    static Optional<ContentDetail> parse(String text) {
        return switch (text) {
            case "all" -> Optional.of(new ContentDetail(ALL));
            case "kinds" -> Optional.of(new ContentDetail(KINDS));
            default -> text.matches("[0-9]{1,4}")
                    ? Optional.of(new ContentDetail(Integer.parseInt(text)))
                    : Optional.empty();
        };
    }

    String text() {
        return depth == ALL ? "all" : depth == KINDS ? "kinds" : String.valueOf(depth);
    }

    /** Names and hashes of what is told: the parts of a key, or several of them as one whole, named as a directory is. */
    Map<Part, Told> tell(ContentKey key) {
        Map<Part, Map<Part, String>> wholes = new TreeMap<>();
        key.parts().forEach((part, value) -> wholes.computeIfAbsent(whole(part), first -> new TreeMap<>())
                .put(part, value));
        Map<Part, Told> told = new TreeMap<>();
        wholes.forEach((whole, parts) -> told.put(whole, told(whole, parts)));
        return told;
    }

    private static Told told(Part whole, Map<Part, String> parts) {
        boolean itself = parts.size() == 1 && parts.containsKey(whole);
        HashInput value = new HashInput();
        parts.forEach((part, hash) -> value.add(part.name()).add(hash));
        return new Told(itself ? whole : directory(whole), value.hex());
    }

    /**
     * What is told of a part.
     *
     * @param shown what a user calls it
     * @param value its hash
     */
    record Told(Part shown, String value) {}

    private static Part directory(Part whole) {
        boolean named = whole.kind() == Kind.CONTEXT && !whole.name().isEmpty();
        return named ? new Part(whole.kind(), whole.name() + "/") : whole;
    }

    private Part whole(Part part) {
        if (depth == KINDS) {
            return new Part(part.kind(), "");
        }
        return part.kind() == Kind.CONTEXT && depthOf(part.name()) > depth
                ? new Part(part.kind(), first(part.name()))
                : part;
    }

    private String first(String path) {
        int end = -1;
        for (int i = 0; i < depth; i++) {
            end = path.indexOf('/', end + 1);
        }
        return end < 0 ? "" : path.substring(0, end);
    }

    private static int depthOf(String path) {
        return 1 + (int) path.chars().filter(each -> each == '/').count();
    }
}
