package io.github.ecsmaven.mojo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ecsmaven.sandbox.ecr.Digests;
import io.github.ecsmaven.sandbox.http.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * As much of a Docker Engine as a push needs: it has images of no layer, gives them names, and pushes them to a registry that takes
 * {@code http}.
 */
final class PushingEngine implements AutoCloseable {
    private static final String IMAGE = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String CONFIG = "application/vnd.docker.container.image.v1+json";

    private final LoopbackServer server = LoopbackServer.bind(0);
    private final HttpClient registry =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, byte[]> images = new ConcurrentHashMap<>();
    private final Map<String, String> names = new ConcurrentHashMap<>();

    private final List<String> tagged = new CopyOnWriteArrayList<>();

    PushingEngine() {
        server.serve(request -> answer(
                request.method(),
                URLDecoder.decode(request.path(), StandardCharsets.UTF_8).replaceFirst("^/v1\\.\\d+", ""),
                request.query(),
                request.header("X-Registry-Auth").orElse("")));
    }

    String host() {
        return "tcp://127.0.0.1:" + server.port();
    }

    /** The names that images were given since this was asked last. */
    List<String> tagged() {
        List<String> until = List.copyOf(tagged);
        tagged.clear();
        return until;
    }

    /** Makes an image like no other of another name; tells its id. */
    String build(String name) {
        byte[] config =
                ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]},"
                                + "\"config\":{\"Labels\":{\"name\":\"" + name + "\"}}}")
                        .getBytes(StandardCharsets.UTF_8);
        images.put(Digests.of(config), config);
        return Digests.of(config);
    }

    private io.github.ecsmaven.sandbox.http.HttpResponse answer(String method, String path, String query, String auth)
            throws IOException {
        Map<String, String> form = io.github.ecsmaven.sandbox.http.HttpRequest.form(query);
        if (path.equals("/_ping")) {
            return json("{}").withHeader("Server", "Docker/28.0").withHeader("Api-Version", "1.41");
        }
        if (path.equals("/version")) {
            return json("{\"Version\":\"28.0\",\"ApiVersion\":\"1.41\",\"Os\":\"linux\",\"Arch\":\"amd64\"}");
        }
        String name = path.replaceFirst("^/images/", "").replaceFirst("/[a-z]+$", "");
        String id = names.getOrDefault(name, name);
        if (path.endsWith("/json") && images.containsKey(id)) {
            return json("{\"Id\":\"" + id + "\",\"Os\":\"linux\",\"Architecture\":\"amd64\",\"Size\":1}");
        }
        if (path.endsWith("/tag") && images.containsKey(name)) {
            String tag = form.get("repo") + ":" + form.get("tag");
            names.put(tag, name);
            tagged.add(tag);
            return io.github.ecsmaven.sandbox.http.HttpResponse.of(201);
        }
        if (path.endsWith("/push") && method.equals("POST")) {
            return json(pushed(name, String.valueOf(form.get("tag")), auth));
        }
        return io.github.ecsmaven.sandbox.http.HttpResponse.of(
                404, "application/json", "{\"message\":\"no " + path + "\"}");
    }

    private static io.github.ecsmaven.sandbox.http.HttpResponse json(String body) {
        return io.github.ecsmaven.sandbox.http.HttpResponse.of(200, "application/json", body + "\n");
    }

    private String pushed(String repository, String tag, String auth) throws IOException {
        byte[] config = images.get(names.get(repository + ":" + tag));
        JsonNode login = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(auth));
        String basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString((login.path("username").asText() + ":"
                                        + login.path("password").asText())
                                .getBytes(StandardCharsets.UTF_8));
        int slash = repository.indexOf('/');
        String url = "http://" + repository.substring(0, slash) + "/v2/" + repository.substring(slash + 1);
        String digest = Digests.of(config);
        String upload = send("POST", URI.create(url + "/blobs/uploads/"), new byte[0], CONFIG, basic)
                .headers()
                .firstValue("Location")
                .orElse("/");
        send("PUT", URI.create(url).resolve(upload + "?digest=" + digest), config, CONFIG, basic);
        byte[] manifest = ("{\"schemaVersion\":2,\"mediaType\":\"" + IMAGE + "\",\"config\":{\"mediaType\":\"" + CONFIG
                        + "\",\"size\":" + config.length + ",\"digest\":\"" + digest + "\"},\"layers\":[]}")
                .getBytes(StandardCharsets.UTF_8);
        java.net.http.HttpResponse<String> answer =
                send("PUT", URI.create(url + "/manifests/" + tag), manifest, IMAGE, basic);
        if (answer.statusCode() == 201) {
            return "{\"status\":\"" + tag + ": digest: " + Digests.of(manifest) + " size: " + manifest.length + "\"}";
        }
        JsonNode error =
                new ObjectMapper().readTree(answer.body()).path("errors").path(0);
        String sentence = error.path("code").asText().toLowerCase(Locale.ROOT).replace('_', ' ') + ": "
                + error.path("message").asText();
        return "{\"errorDetail\":{\"message\":\"" + sentence + "\"},\"error\":\"" + sentence + "\"}";
    }

    private java.net.http.HttpResponse<String> send(String method, URI uri, byte[] body, String type, String basic)
            throws IOException {
        try {
            return registry.send(
                    java.net.http.HttpRequest.newBuilder(uri)
                            .method(method, java.net.http.HttpRequest.BodyPublishers.ofByteArray(body))
                            .header("Authorization", basic)
                            .header("Content-Type", type)
                            .build(),
                    java.net.http.HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
