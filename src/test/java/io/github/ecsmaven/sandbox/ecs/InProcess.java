package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.JsonService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;

/** The SDK's real client with the sandbox in place of the network: what is sent and answered is AWS's JSON. */
final class InProcess implements SdkHttpClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonService service;
    private final Caller caller;

    private InProcess(JsonService service, Caller caller) {
        this.service = service;
        this.caller = caller;
    }

    static EcsClient client(JsonService service) {
        return client(service, Set.of());
    }

    static EcsClient client(JsonService service, Set<String> deniedActions) {
        Caller caller = new Caller("arn:aws:iam::123456789012:user/ci", "123456789012", deniedActions);
        return EcsClient.builder()
                .httpClient(new InProcess(service, caller))
                .region(Region.EU_WEST_1)
                .endpointOverride(URI.create("http://sandbox.invalid"))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
                .build();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return answer(request);
            }

            @Override
            public void abort() {
                // answered before anybody could abort
            }
        };
    }

    private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElseThrow();
        String operation = target.substring((service.targetPrefix() + ".").length());
        try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
            ObjectNode answer = service.call(operation, (ObjectNode) JSON.readTree(body), caller);
            return response(200, answer);
        } catch (AwsError e) {
            ObjectNode error = JSON.createObjectNode().put("__type", e.code()).put("message", e.message());
            return response(e.status(), error);
        }
    }

    private static HttpExecuteResponse response(int status, ObjectNode body) throws IOException {
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(status)
                        .putHeader("Content-Type", "application/x-amz-json-1.1")
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(JSON.writeValueAsBytes(body))))
                .build();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
