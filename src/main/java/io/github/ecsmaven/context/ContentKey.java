package io.github.ecsmaven.context;

import io.github.ecsmaven.KeptFile;
import io.github.ecsmaven.image.Tag;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * All that decides which image a build makes, each part hashed, and the content tag over all of them: {@code c-} and 32 hexadecimal digits
 * of SHA-256. Builds with the same content tag make images that do the same.
 */
public final class ContentKey {
    private static final String PREFIX = "c-";
    private static final Pattern TAG = Pattern.compile(PREFIX + "[0-9a-f]{32}");
    private static final int TAG_DIGITS = 32;
    private static final String FORMAT = "ecs-maven-plugin content 1";

    /** What a part is of. */
    public enum Kind {
        DOCKERFILE,
        CONTEXT,
        BASE_IMAGE,
        FRONTEND,
        BUILD_ARGUMENT,
        TARGET,
        PLATFORM,
        LABEL,
        NETWORK,
        EXTRA_HOST,
        BUILD_CONTEXT,
        SECRET,
        ATTESTATION
    }

    /**
     * One thing that decides the image.
     *
     * @param kind what it is of
     * @param name which one, such as the path of a file; empty where there is only one
     */
    public record Part(Kind kind, String name) implements Comparable<Part> {
        private static final Comparator<Part> ORDER =
                Comparator.comparing(Part::kind).thenComparing(Part::name);

        @Override
        public int compareTo(Part other) {
            return ORDER.compare(this, other);
        }
    }

    private final TreeMap<Part, String> parts;

    private ContentKey(TreeMap<Part, String> parts) {
        this.parts = parts;
    }

    /** Takes the parts, in any order. */
    public static final class Builder {
        private final TreeMap<Part, String> parts = new TreeMap<>();

        /** A part and what it is. */
        public Builder add(Kind kind, String name, String value) {
            parts.put(new Part(kind, name), new HashInput().add(value).hex());
            return this;
        }

        /** Parts of a kind by their names. */
        public Builder addAll(Kind kind, Map<String, String> values) {
            values.forEach((name, value) -> add(kind, name, value));
            return this;
        }

        public ContentKey build() {
            return new ContentKey(new TreeMap<>(parts));
        }
    }

    /** Whether a tag has the form of a content tag. */
    public static boolean isContentTag(Tag tag) {
        return TAG.matcher(tag.value()).matches();
    }

    /** Each part with the hash of its value. */
    Map<Part, String> parts() {
        return Collections.unmodifiableMap(parts);
    }

    /** The tag over all parts. */
    public Tag tag() {
        HashInput hash = new HashInput();
        parts.forEach(
                (part, value) -> hash.add(part.kind().name()).add(part.name()).add(value));
        return new Tag(PREFIX + hash.hex().substring(0, TAG_DIGITS));
    }

    /** The parts that are not the same in an earlier key, in order; those that are gone too. */
    public List<Part> changesFrom(ContentKey earlier) {
        List<Part> changes = new ArrayList<>();
        TreeMap<Part, String> all = new TreeMap<>(earlier.parts);
        all.putAll(parts);
        all.keySet().stream()
                .filter(part ->
                        !Optional.ofNullable(parts.get(part)).equals(Optional.ofNullable(earlier.parts.get(part))))
                .forEach(changes::add);
        return changes;
    }

    /**
     * Keeps the parts in a file, for the names of what changes.
     *
     * @throws io.github.ecsmaven.ActionableException when the file cannot be written
     */
    public void save(Path file) {
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        parts.forEach((part, value) -> text.append(part.kind())
                .append(' ')
                .append(value)
                .append(' ')
                .append(URLEncoder.encode(part.name(), StandardCharsets.UTF_8))
                .append('\n'));
        KeptFile.write(file, text);
    }

    /** What was kept in a file; empty when it is not there or not ours. */
    public static Optional<ContentKey> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (lines.isEmpty() || !lines.get(0).equals(FORMAT)) {
                return Optional.empty();
            }
            TreeMap<Part, String> parts = new TreeMap<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] words = line.split(" ", 3);
                String name = URLDecoder.decode(words[2], StandardCharsets.UTF_8);
                parts.put(new Part(Kind.valueOf(words[0]), name), words[1]);
            }
            return Optional.of(new ContentKey(parts));
        } catch (IOException | RuntimeException notOurs) {
            return Optional.empty();
        }
    }
}
