package io.github.ecsmaven.buildkit;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A gRPC server on a connection that we have dialled. The only class that knows gRPC's experimental server for OkHttp. */
final class SessionServer implements AutoCloseable {
    private static final int LONGEST_MESSAGE = 16 << 20;
    private static final int FLOW_CONTROL_WINDOW = 1 << 20;

    /** It warns, with a stack, of a connection that ends early: that of a build that failed at once. */
    private static final Logger TRANSPORT = Logger.getLogger("io.grpc.okhttp");

    static {
        TRANSPORT.setLevel(Level.OFF);
    }

    private final Server server;

    private SessionServer(Server server) {
        this.server = server;
    }

    static SessionServer start(Socket connection, List<SessionService> services) throws IOException {
        OkHttpServerBuilder builder = OkHttpServerBuilder.forPort(
                        new InetSocketAddress(0), InsecureServerCredentials.create())
                .socketFactory(new SingleConnection(connection))
                .maxInboundMessageSize(LONGEST_MESSAGE)
                .flowControlWindow(FLOW_CONTROL_WINDOW)
                .permitKeepAliveWithoutCalls(true)
                .permitKeepAliveTime(1, TimeUnit.SECONDS);
        services.forEach(service -> builder.addService(service.definition()));
        return new SessionServer(builder.build().start());
    }

    /** Ends the connection and every call on it. */
    @Override
    public void close() {
        server.shutdownNow();
    }
}
