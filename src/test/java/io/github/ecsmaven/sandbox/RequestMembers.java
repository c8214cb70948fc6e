package io.github.ecsmaven.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The members of a request or of a structure inside it, read by name. Only members that were named when it was made may be there, so that nothing a
 * client sends is dropped in silence.
 */
public final class RequestMembers {
    private final String path;
    private final ObjectNode node;

    private RequestMembers(String path, ObjectNode node) {
        this.path = path;
        this.node = node;
    }

    /**
     * @param operation named in the error, such as {@code ecr:CreateRepository}
     * @throws AwsError when the request has a member that is not in the list
     */
    public static RequestMembers of(String operation, ObjectNode request, String... known) throws AwsError {
        return of(operation, request, Set.of(known));
    }

    private static RequestMembers of(String path, ObjectNode request, Set<String> known) throws AwsError {
        for (Iterator<String> names = request.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw AwsError.notImplemented("the member '" + name + "' of " + path);
            }
        }
        return new RequestMembers(path, request);
    }

    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** @throws AwsError ValidationException as AWS's front ends word it, when the member is missing */
    public String text(String name) throws AwsError {
        return optionalText(name)
                .orElseThrow(() -> AwsError.badRequest(
                        "InvalidParameterException",
                        "1 validation error detected: Value null at '" + name
                                + "' failed to satisfy constraint: Member must not be null"));
    }

    public Optional<String> optionalText(String name) throws AwsError {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw unserializable(name, "a string");
        }
        return Optional.of(value.textValue());
    }

    public Optional<Boolean> optionalFlag(String name) throws AwsError {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!node.path(name).isBoolean()) {
            throw unserializable(name, "a boolean");
        }
        return Optional.of(node.path(name).booleanValue());
    }

    public Optional<Integer> optionalNumber(String name) throws AwsError {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!node.path(name).isInt()) {
            throw unserializable(name, "an integer");
        }
        return Optional.of(node.path(name).intValue());
    }

    /** Such as a time in milliseconds since the epoch. */
    public Optional<Long> optionalLong(String name) throws AwsError {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!node.path(name).canConvertToLong() || !node.path(name).isIntegralNumber()) {
            throw unserializable(name, "a long");
        }
        return Optional.of(node.path(name).longValue());
    }

    public List<String> texts(String name) throws AwsError {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list(name)) {
            if (!element.isTextual()) {
                throw unserializable(name, "a list of strings");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    /** A structure inside, empty when it is absent. */
    public Optional<RequestMembers> structure(String name, String... known) throws AwsError {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!(node.path(name) instanceof ObjectNode object)) {
            throw unserializable(name, "a structure");
        }
        return Optional.of(of(path + "." + name, object, Set.of(known)));
    }

    /** A list of structures, empty when it is absent. */
    public List<RequestMembers> structures(String name, String... known) throws AwsError {
        List<RequestMembers> structures = new ArrayList<>();
        for (JsonNode element : list(name)) {
            if (!(element instanceof ObjectNode object)) {
                throw unserializable(name, "a list of structures");
            }
            structures.add(of(path + "." + name + "[]", object, Set.of(known)));
        }
        return structures;
    }

    private Iterable<JsonNode> list(String name) throws AwsError {
        if (has(name) && !node.path(name).isArray()) {
            throw unserializable(name, "a list");
        }
        return node.path(name);
    }

    private AwsError unserializable(String name, String wanted) {
        return AwsError.badRequest("SerializationException", path + "." + name + " is not " + wanted);
    }

    /** Tags of the two shapes that AWS uses: {@code Key}/{@code Value} in ECR and {@code key}/{@code value} in ECS. */
    public Map<String, String> tags(String name, String key, String value) throws AwsError {
        Map<String, String> tags = new LinkedHashMap<>();
        for (RequestMembers tag : structures(name, key, value)) {
            tags.put(tag.text(key), tag.optionalText(value).orElse(""));
        }
        return tags;
    }
}
