package io.github.ecsmaven.ecr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.ActionableException;
import org.jspecify.annotations.Nullable;

/** The policy of a repository, compared by meaning and not by text: IAM takes one string where it takes a list of them. */
record RepositoryPolicy(JsonNode content) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static RepositoryPolicy parse(String text) {
        try {
            JsonNode content = JSON.readTree(text);
            if (content.isObject()) {
                return new RepositoryPolicy(content);
            }
            throw refusal("it is no JSON object", null);
        } catch (JsonProcessingException e) {
            throw refusal(e.getOriginalMessage() + " at line " + e.getLocation().getLineNr(), e);
        }
    }

    private static ActionableException refusal(String reason, @Nullable Throwable cause) {
        return new ActionableException(
                "The repository policy cannot be read: " + reason + ".",
                "Correct the file that <repositoryPolicyFile> names; it holds one IAM policy with Version and Statement.",
                cause);
    }

    boolean meansTheSameAs(RepositoryPolicy other) {
        return normal(content).equals(normal(other.content));
    }

    private static JsonNode normal(JsonNode node) {
        if (node.isArray()) {
            ArrayNode list = JSON.createArrayNode();
            node.forEach(element -> list.add(normal(element)));
            return list.size() == 1 ? list.get(0) : list;
        }
        if (node.isObject()) {
            ObjectNode object = JSON.createObjectNode();
            node.properties().forEach(entry -> object.set(entry.getKey(), normal(entry.getValue())));
            return object;
        }
        return node;
    }
}
