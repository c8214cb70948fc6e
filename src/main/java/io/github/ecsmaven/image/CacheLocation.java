package io.github.ecsmaven.image;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a builder's cache is kept outside of the builder, in the words of {@code docker buildx build --cache-from} and
 * {@code --cache-to}.
 *
 * @param type {@code registry}, {@code inline}, or another that the builder knows
 * @param attributes options of that type, such as {@code ref} and {@code mode}
 */
public record CacheLocation(String type, Map<String, String> attributes) {
    public CacheLocation {
        attributes = Map.copyOf(attributes);
    }

    /**
     * Reads {@code type=registry,ref=…,mode=max}; a text without {@code =} is the reference of a {@code registry} cache.
     *
     * @throws IllegalArgumentException when a part is no {@code key=value}, or the type is missing
     */
    public static CacheLocation parse(String text) {
        if (!text.contains("=")) {
            return new CacheLocation("registry", Map.of("ref", text.trim()));
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + part.trim() + "' is not key=value");
            }
            attributes.put(
                    part.substring(0, equals).trim(), part.substring(equals + 1).trim());
        }
        String type = attributes.remove("type");
        if (type == null || type.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' does not say which type=… it is");
        }
        return new CacheLocation(type, attributes);
    }

    /** The image reference where it is kept, for types that are kept in a registry. */
    public Optional<ImageReference> reference() {
        return Optional.ofNullable(attributes.get("ref")).map(ImageReference::parse);
    }
}
