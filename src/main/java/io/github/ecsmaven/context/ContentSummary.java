package io.github.ecsmaven.context;

import io.github.ecsmaven.context.ContentDetail.Told;
import io.github.ecsmaven.context.ContentKey.Kind;
import io.github.ecsmaven.context.ContentKey.Part;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What decided an image, short enough to be kept beside what runs it, so that any machine that sees it can tell what has changed since. For
 * each part it has three bytes of a hash of the name and three of a hash of name and value, so that neither can be read. At most
 * {@link #MOST_PARTS} parts: of more files, those of a directory are one part. It depends on the content alone.
 *
 * <p>The text is {@code 1.<detail>}, then for each kind {@code .<KIND>.<base64url of its entries, sorted>}.
 */
public final class ContentSummary {
    static final int MOST_PARTS = 100;

    private static final String FORMAT = "1";
    private static final int HASH_DIGITS = 6;
    /** Of an entry: two hashes, two digits a byte. */
    private static final int BYTES = HASH_DIGITS;

    private static final int NAME_BITS = HASH_DIGITS * 4;

    private final ContentDetail detail;
    private final Map<Kind, Set<Long>> entries;

    private ContentSummary(ContentDetail detail, Map<Kind, Set<Long>> entries) {
        this.detail = detail;
        this.entries = entries;
    }

    /** That of an image. */
    public static ContentSummary of(ContentKey key) {
        ContentDetail detail = ContentDetail.fitting(key, MOST_PARTS);
        Map<Kind, Set<Long>> entries = new EnumMap<>(Kind.class);
        detail.tell(key).forEach((part, told) -> entries.computeIfAbsent(part.kind(), kind -> sorted())
                .add(entry(part, told.value())));
        return new ContentSummary(detail, entries);
    }

    private static Set<Long> sorted() {
        return new TreeSet<>();
    }

    /** What a text says; empty when it is not one of these, or of another version. */
    public static Optional<ContentSummary> parse(String text) {
        List<String> words = List.of(text.split("\\.", -1));
        if (words.size() < 2 || words.size() % 2 == 1 || !words.get(0).equals(FORMAT)) {
            return Optional.empty();
        }
        try {
            Map<Kind, Set<Long>> entries = new EnumMap<>(Kind.class);
            for (int i = 2; i < words.size(); i += 2) {
                entries.put(Kind.valueOf(words.get(i)), decoded(words.get(i + 1)));
            }
            return ContentDetail.parse(words.get(1)).map(detail -> new ContentSummary(detail, entries));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static Set<Long> decoded(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (bytes.length % BYTES != 0) {
            throw new IllegalArgumentException("an entry is cut off");
        }
        Set<Long> decoded = sorted();
        for (int i = 0; i < bytes.length; i += BYTES) {
            decoded.add(new BigInteger(1, Arrays.copyOfRange(bytes, i, i + BYTES)).longValue());
        }
        return decoded;
    }

    /** The text: letters, digits and {@code . - _}. */
    public String text() {
        StringBuilder text = new StringBuilder(FORMAT).append('.').append(detail.text());
        entries.forEach((kind, of) -> text.append('.').append(kind).append('.').append(encoded(of)));
        return text.toString();
    }

    private static String encoded(Set<Long> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        entries.forEach(entry -> {
            byte[] whole = ByteBuffer.allocate(Long.BYTES).putLong(entry).array();
            bytes.write(whole, Long.BYTES - BYTES, BYTES);
        });
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** What is not as this says. */
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
            Set<Integer> gone = before.stream().map(ContentSummary::nameIn).collect(Collectors.toSet());
            gone.removeAll(names.getOrDefault(kind, Set.of()));
            if (!gone.isEmpty()) {
                removed.put(kind, gone.size());
            }
        });
        return new ContentChanges(changed, removed);
    }

    private static int nameIn(long entry) {
        return (int) (entry >>> NAME_BITS);
    }

    private static long entry(Part part, String value) {
        String name = hash(part).hex().substring(0, HASH_DIGITS);
        return Long.parseLong(name + hash(part).add(value).hex().substring(0, HASH_DIGITS), 16);
    }

    private static HashInput hash(Part part) {
        return new HashInput().add(part.kind().name()).add(part.name());
    }
}
