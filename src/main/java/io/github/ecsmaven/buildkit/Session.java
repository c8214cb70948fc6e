package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.grpc.Headers;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
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
        headers.put("X-Docker-Expose-Session-Grpc-Method", methods());
        return headers;
    }

    private List<String> methods() {
        List<String> methods = new ArrayList<>();
        for (SessionService service : services) {
            methods.addAll(service.methods());
        }
        return methods;
    }

    /** The same, for a session that goes through {@code Control.Session}. */
    Headers metadata() {
        Headers metadata = new Headers();
        headers().forEach((name, values) -> values.forEach(value -> metadata.with(name, value)));
        return metadata;
    }
}
