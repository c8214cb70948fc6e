package io.github.ecsmaven.sandbox.registry;

import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.ecr.Digests;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import software.amazon.awssdk.services.ecr.EcrClient;

/** What a push and a pull say to a registry, one request at a time. */
final class RegistryClient {
    static final String IMAGE = "application/vnd.docker.distribution.manifest.v2+json";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Sandbox sandbox;
    private String basic;

    RegistryClient(Sandbox sandbox) {
        this.sandbox = sandbox;
        logIn(Identities.CI);
    }

    void logIn(String accessKeyId) {
        try (EcrClient ecr = SdkClients.ecr(sandbox, SdkClients.user(accessKeyId))) {
            basic = ecr.getAuthorizationToken().authorizationData().get(0).authorizationToken();
        }
    }

    /** The password of the registry, without its user. */
    String password() {
        return new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8).substring("AWS:".length());
    }

    void useBasic(String user, String password) {
        basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> send(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.endpoint() + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Authorization", "Basic " + basic);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, new byte[0]);
    }

    String startUpload(String repository) throws IOException, InterruptedException {
        return send("POST", "/v2/" + repository + "/blobs/uploads/", new byte[0])
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    String upload(String repository, byte[] blob) throws IOException, InterruptedException {
        String digest = Digests.of(blob);
        send("PUT", startUpload(repository) + "?digest=" + digest, blob);
        return digest;
    }

    /** Pushes an image of one layer. */
    HttpResponse<String> push(String repository, String tag, String content) throws IOException, InterruptedException {
        byte[] config = "{\"architecture\":\"amd64\",\"os\":\"linux\"}".getBytes(StandardCharsets.UTF_8);
        byte[] layer = content.getBytes(StandardCharsets.UTF_8);
        upload(repository, config);
        upload(repository, layer);
        return putManifest(repository, tag, manifest(config, layer));
    }

    HttpResponse<String> putManifest(String repository, String reference, byte[] manifest)
            throws IOException, InterruptedException {
        return send("PUT", "/v2/" + repository + "/manifests/" + reference, manifest, "Content-Type", IMAGE);
    }

    static byte[] manifest(byte[] config, byte[] layer) {
        return ("{\"schemaVersion\":2,\"mediaType\":\"" + IMAGE
                        + "\",\"config\":{\"mediaType\":\"application/vnd.docker.container.image.v1+json\",\"size\":"
                        + config.length + ",\"digest\":\"" + Digests.of(config)
                        + "\"},\"layers\":[{\"mediaType\":\"application/vnd.docker.image.rootfs.diff.tar.gzip\","
                        + "\"size\":" + layer.length + ",\"digest\":\"" + Digests.of(layer) + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
