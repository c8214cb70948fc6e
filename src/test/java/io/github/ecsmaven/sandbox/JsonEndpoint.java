package io.github.ecsmaven.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.http.HttpRequest;
import io.github.ecsmaven.sandbox.http.HttpResponse;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The AWS JSON 1.1 protocol: {@code X-Amz-Target} names service and operation, errors say {@code __type} and {@code message}. */
final class JsonEndpoint implements Endpoint {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    private final List<JsonService> services;
    private final Identities identities;
    private final String region;

    JsonEndpoint(List<JsonService> services, Identities identities, String region) {
        this.services = List.copyOf(services);
        this.identities = identities;
        this.region = region;
    }

    @Override
    public boolean takes(HttpRequest request) {
        return request.method().equals("POST")
                && request.path().equals("/")
                && request.header("X-Amz-Target").isPresent();
    }

    @Override
    public Operation operation(HttpRequest request) {
        String target = request.header("X-Amz-Target").orElseThrow();
        String name = target.substring(target.indexOf('.') + 1);
        JsonService service = service(target);
        return service == null
                ? new Operation(target.substring(0, Math.max(0, target.indexOf('.'))), name, true)
                : new Operation(service.signingName(), name, service.isWrite(name));
    }

    @Override
    public HttpResponse answer(HttpRequest request, Operation operation) throws IOException, AwsError {
        String target = request.header("X-Amz-Target").orElseThrow();
        JsonService service = service(target);
        if (service == null) {
            throw AwsError.notImplemented(target);
        }
        if (!request.header("Content-Type").orElse("").equals(CONTENT_TYPE)) {
            throw AwsError.badRequest("UnknownOperationException", "Content-Type must be " + CONTENT_TYPE);
        }
        Caller caller = identities.authenticate(request, service.signingName(), List.of(region));
        ObjectNode result = service.call(operation.name(), readObject(request.bytes()), caller);
        return response(200, result);
    }

    private @Nullable JsonService service(String target) {
        for (JsonService service : services) {
            if (target.startsWith(service.targetPrefix() + ".")) {
                return service;
            }
        }
        return null;
    }

    private static ObjectNode readObject(byte[] body) throws IOException, AwsError {
        try {
            if (JSON.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException notJson) {
            throw AwsError.badRequest("SerializationException", "The request is not JSON");
        }
        throw AwsError.badRequest("SerializationException", "The request is not a JSON object");
    }

    @Override
    public HttpResponse refusal(AwsError error) {
        ObjectNode body = JSON.createObjectNode().put("__type", error.code()).put("message", error.message());
        error.members().forEach(body::put);
        return response(error.status(), body).withHeader("x-amzn-ErrorType", error.code());
    }

    private static HttpResponse response(int status, ObjectNode body) {
        return HttpResponse.of(status, CONTENT_TYPE, body.toString())
                .withHeader("x-amzn-RequestId", UUID.randomUUID().toString());
    }
}
