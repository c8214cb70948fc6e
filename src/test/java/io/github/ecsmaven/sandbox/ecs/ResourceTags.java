package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The tags of one resource, within AWS's limits (API reference, "Tag": 50 tags, keys of 128 and values of 256 characters). */
final class ResourceTags {
    private static final int MOST = 50;
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

    private final Map<String, String> tags = new LinkedHashMap<>();

    static ResourceTags of(JsonNode list) throws AwsError {
        ResourceTags tags = new ResourceTags();
        tags.add(list);
        return tags;
    }

    void add(JsonNode list) throws AwsError {
        Map<String, String> more = new LinkedHashMap<>();
        for (JsonNode tag : list) {
            String key = tag.path("key").asText("");
            checkForm(key, tag.path("value").asText(""));
            if (more.put(key, tag.path("value").asText("")) != null) {
                throw EcsErrors.invalidParameter(
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
        Map<String, String> union = new LinkedHashMap<>(tags);
        union.putAll(more);
        if (union.size() > MOST) {
            throw EcsErrors.invalidParameter("Too many tags: " + union.size() + " exceed the maximum of " + MOST + ".");
        }
        tags.putAll(more);
    }

    private static void checkForm(String key, String value) throws AwsError {
        if (!KEY.matcher(key).matches()) {
            throw EcsErrors.invalidParameter(
                    "Invalid tag key '" + key + "': 1 to 128 letters, digits, spaces and _.:/=+-@");
        }
        if (!VALUE.matcher(value).matches()) {
            throw EcsErrors.invalidParameter(
                    "Invalid value of tag '" + key + "': at most 256 letters, digits, spaces and _.:/=+-@");
        }
        if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
            throw EcsErrors.invalidParameter("Tag keys that begin with aws: are reserved.");
        }
    }

    void remove(Collection<String> keys) {
        keys.forEach(tags::remove);
    }

    ArrayNode toJson() {
        ArrayNode list = Wire.array();
        tags.forEach((key, value) -> list.addObject().put("key", key).put("value", value));
        return list;
    }
}
