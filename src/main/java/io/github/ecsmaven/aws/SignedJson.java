package io.github.ecsmaven.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.JsonText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Reads from a service of the AWS JSON 1.1 protocol: the operation stands in {@code X-Amz-Target}, errors say {@code __type}. */
final class SignedJson {
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    private final SdkHttpClient http;

    SignedJson(SdkHttpClient http) {
        this.http = http;
    }

    /**
     * Calls an operation.
     *
     * @param service name that the signature is for, such as {@code ssm}
     * @param target such as {@code AmazonSSM.GetParameters}
     * @param members texts, flags, whole numbers, lists and maps by name
     * @throws AwsServiceException when the service refuses
     * @throws SdkClientException when it cannot be reached or answers something else
     */
    JsonNode call(
            URI endpoint,
            String service,
            String region,
            AwsCredentialsIdentity identity,
            String target,
            Map<String, ?> members) {
        Map<String, String> headers =
                Map.of("Content-Type", CONTENT_TYPE, "X-Amz-Target", target, "User-Agent", AwsSession.USER_AGENT);
        SignedCall.Answer answer =
                new SignedCall(endpoint, service, region, headers, json(members)).send(http, identity);
        JsonNode content = parse(answer.body());
        if (!answer.isSuccessful()) {
            // The type may come with its namespace before a '#' (Smithy, "AWS JSON 1.1 protocol: Operation error
            // serialization").
            String type = text(content, "__type").orElse("");
            throw answer.refusal(
                    type.substring(type.indexOf('#') + 1),
                    text(content, "message").or(() -> text(content, "Message")).orElse("HTTP " + answer.status()));
        }
        return content;
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.ofNullable(node.path(name).textValue());
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode content = JsonText.read(body);
            if (content.isMissingNode()) {
                throw SdkClientException.create("Unable to execute HTTP request: the answer is empty");
            }
            return content;
        } catch (JsonProcessingException e) {
            throw SdkClientException.create("Unable to execute HTTP request: the answer is not JSON", e);
        }
    }

    private static byte[] json(Map<String, ?> members) {
        return JsonText.write(node(new TreeMap<>(members))).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode node(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof Boolean flag) {
            return nodes.booleanNode(flag);
        }
        if (value instanceof Integer number) {
            return nodes.numberNode(number);
        }
        if (value instanceof Map<?, ?> members) {
            ObjectNode object = nodes.objectNode();
            members.forEach((name, each) -> object.set(String.valueOf(name), node(each)));
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = nodes.arrayNode();
            list.forEach(each -> array.add(node(each)));
            return array;
        }
        return nodes.textNode(String.valueOf(value));
    }
}
