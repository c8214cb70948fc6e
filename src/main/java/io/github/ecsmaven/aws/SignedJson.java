package io.github.ecsmaven.aws;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonNodeParser;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

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
        return node.isObject() ? node.field(name).filter(JsonNode::isString).map(JsonNode::asString) : Optional.empty();
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Objects.requireNonNullElseGet(JsonNodeParser.create().parse(body), () -> {
                throw SdkClientException.create("Unable to execute HTTP request: the answer is empty");
            });
        } catch (UncheckedIOException e) {
            throw SdkClientException.create("Unable to execute HTTP request: the answer is not JSON", e);
        }
    }

    private static byte[] json(Map<String, ?> members) {
        try (JsonWriter writer = JsonWriter.create()) {
            writer.writeStartObject();
            new TreeMap<>(members).forEach((name, value) -> {
                writer.writeFieldName(name);
                write(writer, value);
            });
            writer.writeEndObject();
            return writer.getBytes();
        }
    }

    private static void write(JsonWriter writer, Object value) {
        if (value instanceof Boolean flag) {
            writer.writeValue(flag);
        } else if (value instanceof Integer number) {
            writer.writeValue(number);
        } else if (value instanceof Map<?, ?> members) {
            writer.writeStartObject();
            members.forEach((name, each) -> {
                writer.writeFieldName(String.valueOf(name));
                write(writer, each);
            });
            writer.writeEndObject();
        } else if (value instanceof List<?> list) {
            writer.writeStartArray();
            list.forEach(each -> write(writer, each));
            writer.writeEndArray();
        } else {
            writer.writeValue(String.valueOf(value));
        }
    }
}
