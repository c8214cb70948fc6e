package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.util.Map;

/** Tags on a repository (ECR user guide, "Tagging restrictions"). */
final class ResourceTags {
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;
    private static final int MOST = 50;

    private ResourceTags() {}

    static Map<String, String> from(RequestMembers members) throws AwsError {
        Map<String, String> tags = members.tags("tags", "Key", "Value");
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            check(tag.getKey(), tag.getValue());
        }
        requireFew(tags);
        return tags;
    }

    private static void check(String key, String value) throws AwsError {
        boolean fits = !key.isEmpty() && key.length() <= LONGEST_KEY && value.length() <= LONGEST_VALUE;
        if (!fits || key.toLowerCase(java.util.Locale.ROOT).startsWith("aws:")) {
            throw AwsError.badRequest(
                    "InvalidTagParameterException",
                    "An invalid parameter has been specified. Tag keys can have a maximum character length of 128"
                            + " characters, and tag values can have a maximum length of 256 characters; keys must not"
                            + " begin with aws:.");
        }
    }

    static void requireFew(Map<String, String> tags) throws AwsError {
        if (tags.size() > MOST) {
            throw AwsError.badRequest(
                    "TooManyTagsException", "The list of tags on the repository is over the limit of " + MOST + ".");
        }
    }

    static void write(Map<String, String> tags, ArrayNode list) {
        tags.forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
    }
}
