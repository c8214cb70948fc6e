package io.github.ecsmaven.buildkit.grpc;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers calls over one connection, each in a thread of its own. */
public final class GrpcServer implements Closeable {
    private final Map<String, Handler> methods;
    private final List<Thread> calls = new ArrayList<>();
    private final Http2Connection connection;
    private boolean closed;

    /** Answers the calls of one method. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers a call, which ends with OK when this returns.
         *
         * @throws GrpcException what it ends with instead; other exceptions end it with {@link GrpcStatus#UNKNOWN}
         */
        void handle(GrpcCall call) throws IOException, InterruptedException;
    }

    private GrpcServer(Socket socket, Map<String, Handler> methods) throws IOException {
        this.methods = methods;
        this.connection = Http2Connection.start(socket, this::accept, "ecs-grpc-server");
    }

    /**
     * Begins to serve a connection, and owns it from then on.
     *
     * @param methods what can be called, such as {@code /grpc.health.v1.Health/Check}
     */
    public static GrpcServer start(Socket socket, Map<String, Handler> methods) throws IOException {
        return new GrpcServer(socket, Map.copyOf(methods));
    }

    private void accept(Http2Stream stream) {
        Thread thread = Threads.daemon("ecs-grpc-call", () -> serve(GrpcCall.ofServer(stream)));
        synchronized (calls) {
            if (!closed) {
                calls.removeIf(call -> !call.isAlive());
                thread.start();
                calls.add(thread);
            }
        }
    }

    private void serve(GrpcCall call) {
        String method = call.headers().first(":path");
        Handler handler = method == null ? null : methods.get(method);
        if (handler == null) {
            call.finish(GrpcStatus.UNIMPLEMENTED, "unknown method " + method);
            return;
        }
        try {
            handler.handle(call);
            call.finish(GrpcStatus.OK, "");
        } catch (GrpcException e) {
            call.finish(e.status(), String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            call.finish(GrpcStatus.UNKNOWN, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            call.finish(GrpcStatus.CANCELLED, "");
        }
    }

    /** Ends the connection and every call on it. */
    @Override
    public void close() {
        connection.close();
        List<Thread> running;
        synchronized (calls) {
            closed = true;
            running = List.copyOf(calls);
        }
        for (Thread call : running) {
            Threads.end(call);
        }
    }
}
