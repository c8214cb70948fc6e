package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.Tag;

/**
 * Which variables the plugin set in a revision, kept in the revision's own tags, so that a key taken out of the POM goes away in the
 * next revision while those that others set stay. A tag reads {@code container: KEY KEY …}; as many tags are used as the keys need,
 * for a value has at most 256 characters (AWS Tagging, restrictions). What a tag cannot hold is written as {@code @} and four
 * hexadecimal digits.
 */
final class RecordedEnvironment {
    static final String TAG = "ecs-maven-plugin:environment";

    private static final int MAX_VALUE = 256;
    private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9_.:/=+-]");
    private static final Pattern ESCAPED = Pattern.compile("@([0-9a-f]{4})");

    private final Map<String, Set<String>> keysByContainer;

    private RecordedEnvironment(Map<String, Set<String>> keysByContainer) {
        this.keysByContainer = keysByContainer;
    }

    static boolean isRecord(String tagKey) {
        return tagKey.equals(TAG) || tagKey.startsWith(TAG + ".");
    }

    static RecordedEnvironment of(Collection<Tag> tags) {
        Map<String, Set<String>> keys = new TreeMap<>();
        for (Tag tag : tags) {
            int colon = isRecord(tag.key()) && tag.value() != null ? tag.value().indexOf(": ") : -1;
            if (colon > 0) {
                Set<String> ofContainer =
                        keys.computeIfAbsent(tag.value().substring(0, colon), container -> new TreeSet<>());
                List.of(tag.value().substring(colon + 2).split(" ")).forEach(key -> ofContainer.add(decode(key)));
            }
        }
        return new RecordedEnvironment(keys);
    }

    Set<String> keysOf(String container) {
        return keysByContainer.getOrDefault(container, Set.of());
    }

    /** The record after these keys, and no others, have been set in a container. */
    RecordedEnvironment with(String container, Set<String> keys) {
        Map<String, Set<String>> changed = new TreeMap<>(keysByContainer);
        changed.put(container, new TreeSet<>(keys));
        return new RecordedEnvironment(changed);
    }

    List<Tag> toTags() {
        List<String> values = new ArrayList<>();
        keysByContainer.forEach((container, keys) -> values.addAll(values(container, keys)));
        List<Tag> tags = new ArrayList<>();
        for (String value : values) {
            String key = tags.isEmpty() ? TAG : TAG + "." + (tags.size() + 1);
            tags.add(Tag.builder().key(key).value(value).build());
        }
        return tags;
    }

    private static List<String> values(String container, Set<String> keys) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        for (String key : keys) {
            String encoded = " " + encode(key);
            if (container.length() + 1 + encoded.length() > MAX_VALUE) {
                throw tooLong(container, key);
            }
            if (value.length() > 0 && value.length() + encoded.length() > MAX_VALUE) {
                values.add(value.toString());
                value.setLength(0);
            }
            value.append(value.length() == 0 ? container + ":" : "").append(encoded);
        }
        if (value.length() > 0) {
            values.add(value.toString());
        }
        return values;
    }

    private static String encode(String key) {
        return NOT_PLAIN.matcher(key).replaceAll(match -> match.group()
                .chars()
                .mapToObj(unit -> String.format("@%04x", unit))
                .collect(Collectors.joining()));
    }

    private static String decode(String text) {
        return ESCAPED.matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    }

    private static ActionableException tooLong(String container, String key) {
        return new ActionableException(
                "The environment key '" + key + "' of container '" + container
                        + "' is too long to be recorded in a tag of"
                        + " the revision, so it could not be removed when it leaves the POM.",
                "Shorten the key, or set it in the task definition itself instead of <environment>.");
    }
}
