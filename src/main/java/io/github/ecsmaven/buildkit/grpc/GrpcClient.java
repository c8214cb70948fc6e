package io.github.ecsmaven.buildkit.grpc;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/** Calls methods of a server over one connection. A call is sent once: what becomes of it when the connection breaks, nobody knows. */
public final class GrpcClient implements Closeable {
    private final Http2Connection connection;

    private GrpcClient(Http2Connection connection) {
        this.connection = connection;
    }

    /** Begins to speak on a connection, and owns it from then on. */
    public static GrpcClient over(Socket socket) throws IOException {
        return new GrpcClient(Http2Connection.start(socket, null, "ecs-grpc-client"));
    }

    /**
     * Begins a call.
     *
     * @param method such as {@code /moby.buildkit.v1.Control/Session}
     * @param more further headers
     * @throws GrpcException when the connection has ended
     */
    public GrpcCall call(String method, Headers more) throws IOException {
        return GrpcCall.ofClient(connection.open(headers(method).with(more), true), Http2Stream.NEVER);
    }

    /** Begins a call of one message. */
    public GrpcCall call(String method, byte[] request) throws IOException, InterruptedException {
        return sent(GrpcCall.ofClient(connection.open(headers(method), false), Http2Stream.NEVER), request);
    }

    /**
     * Asks for one message, and waits for it.
     *
     * @throws GrpcException when there is none in time, or the call ends with another status than OK
     */
    public byte[] ask(String method, byte[] request, Duration patience) throws IOException, InterruptedException {
        Headers headers = headers(method).with("grpc-timeout", patience.toMillis() + "m");
        long deadline = System.nanoTime() + patience.toNanos();
        try (GrpcCall call = sent(GrpcCall.ofClient(connection.open(headers, false), deadline), request)) {
            return answer(call);
        }
    }

    /**
     * Waits for the only message of a call, and its end.
     *
     * @throws GrpcException when the call ends with another status than OK
     */
    public static byte[] answer(GrpcCall call) throws IOException, InterruptedException {
        Optional<byte[]> answer = call.receive();
        if (answer.isEmpty() || call.receive().isPresent()) {
            throw GrpcStatus.INTERNAL.because("the call was not answered with one message");
        }
        return answer.get();
    }

    private static GrpcCall sent(GrpcCall call, byte[] request) throws IOException, InterruptedException {
        try {
            call.send(request, true, true);
            return call;
        } catch (GrpcException e) {
            // A server that refuses the request tells why, once it is asked.
            return call;
        }
    }

    private static Headers headers(String method) {
        return new Headers()
                .with(":method", "POST")
                .with(":scheme", "http")
                .with(":path", method)
                .with(":authority", "localhost")
                .with("te", "trailers")
                .with("content-type", "application/grpc")
                .with("user-agent", "ecs-maven-plugin");
    }

    /** Ends the connection at once; what runs is cut off. */
    @Override
    public void close() {
        connection.close();
    }
}
