package io.github.ecsmaven.preflight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.JsonText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who may assume a role (IAM user guide, "IAM JSON policy elements: Principal"). Conditions are taken to hold, for what ECS brings to them is
 * not known here; so a policy that cannot be read is taken to trust.
 */
final class TrustPolicy {
    private static final List<String> ASSUMING = List.of("sts:assumerole", "sts:*", "*");

    private final Optional<JsonNode> document;

    private TrustPolicy(Optional<JsonNode> document) {
        this.document = document;
    }

    /** @param encoded JSON as GetRole answers it, with the escapes of URLs */
    static TrustPolicy parse(String encoded) {
        try {
            // A plus sign stands for itself there (RFC 3986, as the API reference says of GetRole).
            String json = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
            return new TrustPolicy(Optional.of(JsonText.read(json)));
        } catch (JsonProcessingException | IllegalArgumentException notJson) {
            return new TrustPolicy(Optional.empty());
        }
    }

    boolean trusts(String service) {
        return document.map(it -> each(it, "Statement").anyMatch(one -> allows(one, service)))
                .orElse(true);
    }

    private static boolean allows(JsonNode statement, String service) {
        return statement.isObject()
                && texts(statement, "Effect").anyMatch("Allow"::equals)
                && texts(statement, "Action").anyMatch(action -> ASSUMING.contains(action.toLowerCase(Locale.ROOT)))
                && each(statement, "Principal").anyMatch(principal -> includes(principal, service));
    }

    private static boolean includes(JsonNode principal, String service) {
        return principal.isTextual()
                ? principal.textValue().equals("*")
                : texts(principal, "Service").anyMatch(one -> one.equals(service) || one.equals("*"));
    }

    private static Stream<String> texts(JsonNode node, String name) {
        return each(node, name).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    /** One, or a list of them: policies may have either. */
    private static Stream<JsonNode> each(JsonNode node, String name) {
        JsonNode one = node.path(name);
        if (one.isMissingNode()) {
            return Stream.empty();
        }
        return one.isArray() ? one.valueStream() : Stream.of(one);
    }
}
