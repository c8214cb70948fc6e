package io.github.ecsmaven.context;

import io.github.ecsmaven.context.ContentDetail.Told;
import io.github.ecsmaven.context.ContentKey.Kind;
import io.github.ecsmaven.context.ContentKey.Part;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What decided an image, in a label of the image, so that any machine that sees the image can tell what has changed since. For each part it
 * has four bytes of a hash of the name and four of a hash of name and value, so that neither can be read. At most {@link #MOST_PARTS} parts:
 * of more files, those of a directory are one part. It depends on the content alone.
 *
 * <p>The text is {@code 1.<detail>}, then for each kind {@code .<KIND>.<base64url of its entries, sorted>}.
 */
public final class ContentLabel {
    /** The label's name. */
    public static final String NAME = "io.github.ecsmaven.content";

    static final int MOST_PARTS = 500;

    private static final String FORMAT = "1";
    private static final int HASH_DIGITS = 8;

    private final ContentDetail detail;
    private final Map<Kind, Set<Long>> entries;

    private ContentLabel(ContentDetail detail, Map<Kind, Set<Long>> entries) {
        this.detail = detail;
        this.entries = entries;
    }

    /** The label of an image that this decides. */
    public static ContentLabel of(ContentKey key) {
        ContentDetail detail = ContentDetail.fitting(key, MOST_PARTS);
        Map<Kind, Set<Long>> entries = new EnumMap<>(Kind.class);
        detail.tell(key).forEach((part, told) -> entries.computeIfAbsent(part.kind(), kind -> sorted())
                .add(entry(part, told.value())));
        return new ContentLabel(detail, entries);
    }

    private static Set<Long> sorted() {
        return new TreeSet<>(Long::compareUnsigned);
    }

    /** What the value of a label says; empty when it is not ours, or of another version. */
    public static Optional<ContentLabel> parse(String text) {
        List<String> words = List.of(text.split("\\.", -1));
        if (words.size() < 2 || words.size() % 2 == 1 || !words.get(0).equals(FORMAT)) {
            return Optional.empty();
        }
        try {
            Map<Kind, Set<Long>> entries = new EnumMap<>(Kind.class);
            for (int i = 2; i < words.size(); i += 2) {
                entries.put(Kind.valueOf(words.get(i)), decoded(words.get(i + 1)));
            }
            return ContentDetail.parse(words.get(1)).map(detail -> new ContentLabel(detail, entries));
        } catch (IllegalArgumentException | BufferUnderflowException notOurs) {
            return Optional.empty();
        }
    }

    private static Set<Long> decoded(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        Set<Long> decoded = sorted();
        while (bytes.hasRemaining()) {
            decoded.add(bytes.getLong());
        }
        return decoded;
    }

    /** The label's value. */
    public String text() {
        StringBuilder text = new StringBuilder(FORMAT).append('.').append(detail.text());
        entries.forEach((kind, of) -> text.append('.').append(kind).append('.').append(encoded(of)));
        return text.toString();
    }

    private static String encoded(Set<Long> entries) {
        ByteBuffer bytes = ByteBuffer.allocate(entries.size() * Long.BYTES);
        entries.forEach(bytes::putLong);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** What is not as the label says. */
    public ContentChanges changesTo(ContentKey key) {
        Map<Part, Told> told = detail.tell(key);
        List<Part> changed = new ArrayList<>();
        Map<Kind, Set<Integer>> names = new EnumMap<>(Kind.class);
        told.forEach((part, now) -> {
            long entry = entry(part, now.value());
            names.computeIfAbsent(part.kind(), kind -> new TreeSet<>()).add(nameIn(entry));
            if (!entries.getOrDefault(part.kind(), Set.of()).contains(entry)) {
                changed.add(now.shown());
            }
        });
        Map<Kind, Integer> removed = new EnumMap<>(Kind.class);
        entries.forEach((kind, before) -> {
            Set<Integer> gone = before.stream().map(ContentLabel::nameIn).collect(Collectors.toSet());
            gone.removeAll(names.getOrDefault(kind, Set.of()));
            if (!gone.isEmpty()) {
                removed.put(kind, gone.size());
            }
        });
        return new ContentChanges(changed, removed);
    }

    private static int nameIn(long entry) {
        return (int) (entry >>> Integer.SIZE);
    }

    private static long entry(Part part, String value) {
        String name = hash(part).hex().substring(0, HASH_DIGITS);
        return Long.parseUnsignedLong(name + hash(part).add(value).hex().substring(0, HASH_DIGITS), 16);
    }

    private static HashInput hash(Part part) {
        return new HashInput().add(part.kind().name()).add(part.name());
    }
}
