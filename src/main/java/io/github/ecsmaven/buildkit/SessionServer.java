package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.grpc.GrpcServer;
import java.io.IOException;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The services of a session on a connection that we have dialled. */
final class SessionServer implements AutoCloseable {
    private final GrpcServer server;

    private SessionServer(GrpcServer server) {
        this.server = server;
    }

    static SessionServer start(Socket connection, List<SessionService> services) throws IOException {
        Map<String, GrpcServer.Handler> methods = new HashMap<>();
        for (SessionService service : services) {
            methods.putAll(service.handlers());
        }
        return new SessionServer(GrpcServer.start(connection, methods));
    }

    /** Ends the connection and every call on it. */
    @Override
    public void close() {
        server.close();
    }
}
