package io.github.ecsmaven.buildkit;

import io.grpc.Metadata;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a build may ask its client for, as long as the build runs (moby/buildkit: session).
 *
 * @param id names the session in the solve request
 * @param sharedKey equal for builds of the same directories, so that the builder compares with the files that it has from the last one
 * @param services what may be asked for
 */
record Session(String id, String sharedKey, List<SessionService> services) {
    private static final String NAME = "ecs-maven-plugin";

    static Session of(String sharedKey, List<SessionService> services) {
        return new Session(UUID.randomUUID().toString().replace("-", ""), sharedKey, List.copyOf(services));
    }

    /** Serves on a connection that BuildKit speaks HTTP/2 on. */
    SessionServer serve(Socket connection) throws IOException {
        return SessionServer.start(connection, services);
    }

    /** The headers by which BuildKit gets to know the session. */
    Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new TreeMap<>();
        headers.put("X-Docker-Expose-Session-Uuid", List.of(id));
        headers.put("X-Docker-Expose-Session-Name", List.of(NAME));
        headers.put("X-Docker-Expose-Session-Sharedkey", List.of(sharedKey));
        headers.put(
                "X-Docker-Expose-Session-Grpc-Method",
                services.stream().flatMap(service -> service.methods().stream()).toList());
        return headers;
    }

    /** The same, for a session that goes through {@code Control.Session}. */
    Metadata metadata() {
        Metadata metadata = new Metadata();
        headers()
                .forEach((name, values) -> values.forEach(
                        value -> metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value)));
        return metadata;
    }
}
