package io.github.ecsmaven.ecs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the image of a container was made of, in tags of the revision: {@code ecs-maven-plugin:content:CONTAINER}, and further ones with
 * {@code .2}, {@code .3} at their ends, for a value has at most 256 characters and a key 128 (AWS Tagging, restrictions).
 */
public final class RecordedContent {
    private static final String PREFIX = "ecs-maven-plugin:content:";
    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 256;

    private RecordedContent() {}

    /** Whether a tag says it of one container. */
    static boolean isOf(String container, String tagKey) {
        return tagKey.equals(key(container, 1)) || tagKey.startsWith(PREFIX + container + ".");
    }

    /**
     * The tags that say it; none when they do not fit.
     *
     * @param room how many more tags the revision may have
     */
    public static Map<String, String> toTags(String container, String content, int room) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (int from = 0; from < content.length(); from += MAX_VALUE) {
            tags.put(
                    key(container, tags.size() + 1),
                    content.substring(from, Math.min(content.length(), from + MAX_VALUE)));
        }
        boolean fit = tags.size() <= room && tags.keySet().stream().allMatch(key -> key.length() <= MAX_KEY);
        return fit ? tags : Map.of();
    }

    /** What the tags say of a container; empty when they say nothing. */
    static Optional<String> in(Map<String, String> tags, String container) {
        StringBuilder content = new StringBuilder();
        for (int number = 1; tags.containsKey(key(container, number)); number++) {
            content.append(tags.get(key(container, number)));
        }
        return content.isEmpty() ? Optional.empty() : Optional.of(content.toString());
    }

    // A container's name has no dots (ECS API reference, ContainerDefinition).
    private static String key(String container, int number) {
        return PREFIX + container + (number == 1 ? "" : "." + number);
    }
}
