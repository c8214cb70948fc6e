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
 * Which variables and secrets the plugin set in a revision, kept in the revision's own tags, so that a name taken out of the POM goes
 * away in the next revision while those that others set stay. A tag reads {@code container: NAME NAME …}; as many tags are used as the
 * names need, for a value has at most 256 characters (AWS Tagging, restrictions). What a tag cannot hold is written as {@code @} and
 * four hexadecimal digits.
 */
final class RecordedNames {
    private static final int MAX_VALUE = 256;
    private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9_.:/=+-]");
    private static final Pattern ESCAPED = Pattern.compile("@([0-9a-f]{4})");

    /** Behind a container's name, which never has it: its image is ours too. */
    private static final String IMAGE_MARK = "=";

    private final Kind kind;
    private final Map<String, Set<String>> namesByContainer;
    private final Set<String> withImage;

    private RecordedNames(Kind kind, Map<String, Set<String>> namesByContainer, Set<String> withImage) {
        this.kind = kind;
        this.namesByContainer = namesByContainer;
        this.withImage = withImage;
    }

    /** What is recorded. */
    enum Kind {
        ENVIRONMENT("ecs-maven-plugin:environment"),
        SECRETS("ecs-maven-plugin:secrets");

        private final String tag;

        Kind(String tag) {
            this.tag = tag;
        }

        private boolean isRecord(String tagKey) {
            return tagKey.equals(tag) || tagKey.startsWith(tag + ".");
        }
    }

    static boolean isRecord(String tagKey) {
        return Kind.ENVIRONMENT.isRecord(tagKey) || Kind.SECRETS.isRecord(tagKey);
    }

    static RecordedNames of(Kind kind, Collection<Tag> tags) {
        Map<String, Set<String>> names = new TreeMap<>();
        Set<String> withImage = new TreeSet<>();
        for (Tag tag : tags) {
            int colon = kind.isRecord(tag.key()) && tag.value() != null
                    ? tag.value().indexOf(": ")
                    : -1;
            if (colon > 0) {
                String label = tag.value().substring(0, colon);
                String container = label.replace(IMAGE_MARK, "");
                if (!label.equals(container)) {
                    withImage.add(container);
                }
                Set<String> ofContainer = names.computeIfAbsent(container, name -> new TreeSet<>());
                List.of(tag.value().substring(colon + 2).split(" ")).forEach(name -> ofContainer.add(decode(name)));
            }
        }
        return new RecordedNames(kind, names, withImage);
    }

    Set<String> namesOf(String container) {
        return namesByContainer.getOrDefault(container, Set.of());
    }

    /** Whether the plugin has given the container its image too, perhaps in another project than the one that asks. */
    boolean isWithImage(String container) {
        return withImage.contains(container);
    }

    /**
     * The record after these names, and no others, have been set in a container.
     *
     * @param image whether its image was set too
     */
    RecordedNames with(String container, Set<String> names, boolean image) {
        Map<String, Set<String>> changed = new TreeMap<>(namesByContainer);
        changed.put(container, new TreeSet<>(names));
        Set<String> marked = new TreeSet<>(withImage);
        if (image) {
            marked.add(container);
        }
        return new RecordedNames(kind, changed, marked);
    }

    /** What is recorded of the containers that have their image from us, without some of them. */
    RecordedNames withImageOnly(Set<String> butFor) {
        Map<String, Set<String>> rest = new TreeMap<>(namesByContainer);
        rest.keySet().retainAll(withImage);
        rest.keySet().removeAll(butFor);
        return new RecordedNames(kind, rest, new TreeSet<>(rest.keySet()));
    }

    List<Tag> toTags() {
        List<String> values = new ArrayList<>();
        namesByContainer.forEach((container, names) ->
                values.addAll(values(container + (withImage.contains(container) ? IMAGE_MARK : ""), names)));
        List<Tag> tags = new ArrayList<>();
        for (String value : values) {
            String key = tags.isEmpty() ? kind.tag : kind.tag + "." + (tags.size() + 1);
            tags.add(Tag.builder().key(key).value(value).build());
        }
        return tags;
    }

    private static List<String> values(String container, Set<String> names) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        for (String name : names) {
            String encoded = " " + encode(name);
            if (container.length() + 1 + encoded.length() > MAX_VALUE) {
                throw tooLong(container.replace(IMAGE_MARK, ""), name);
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

    private static String encode(String name) {
        return NOT_PLAIN.matcher(name).replaceAll(match -> match.group()
                .chars()
                .mapToObj(unit -> String.format("@%04x", unit))
                .collect(Collectors.joining()));
    }

    private static String decode(String text) {
        return ESCAPED.matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    }

    private static ActionableException tooLong(String container, String name) {
        return new ActionableException(
                "The variable '" + name + "' of container '" + container + "' is too long to be recorded in a tag of"
                        + " the revision, so it could not be removed when it leaves the POM.",
                "Shorten the name, or set it in the task definition itself instead of <environment> or <containerSecrets>.");
    }
}
