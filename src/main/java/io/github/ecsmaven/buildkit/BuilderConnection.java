package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.docker.EngineDial;
import java.io.IOException;
import java.net.Socket;

/**
 * A way to a BuildKit that has answered.
 *
 * @param control its Control API
 * @param dial opens further connections
 * @param route how it is reached
 */
record BuilderConnection(ControlApi control, EngineDial dial, Route route) implements AutoCloseable {

    /** How a BuildKit is reached. */
    enum Route {
        /** {@code POST /grpc} and {@code POST /session} of a Docker Engine. */
        ENGINE_UPGRADE("/grpc"),
        /** HTTP/2 on the socket of a Docker Engine, which is what {@code /grpc} was deprecated for. */
        ENGINE_HTTP2("HTTP/2"),
        /** A BuildKit daemon of its own. */
        DAEMON("buildkitd");

        private final String title;

        Route(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    boolean isEngine() {
        return route != Route.DAEMON;
    }

    String described() {
        return (isEngine() ? "the Docker Engine at " : "the BuildKit daemon at ") + dial.described();
    }

    /**
     * Lets builds ask for the session's services. The engine's {@code /session} takes a connection of its own; elsewhere, and where an
     * engine has none any more, the session goes through the Control API, which costs a layer more.
     */
    SessionServer serve(Session session) throws IOException {
        return session.serve(connectionFor(session));
    }

    private Socket connectionFor(Session session) throws IOException {
        if (route == Route.ENGINE_UPGRADE) {
            try {
                return dial.upgraded("/session", "h2c", session.headers());
            } catch (IOException noSuchPath) {
                return SessionTunnel.open(control, session.metadata());
            }
        }
        return SessionTunnel.open(control, session.metadata());
    }

    @Override
    public void close() {
        control.close();
    }
}
