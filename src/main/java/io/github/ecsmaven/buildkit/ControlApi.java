package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.grpc.GrpcCall;
import io.github.ecsmaven.buildkit.grpc.GrpcClient;
import io.github.ecsmaven.buildkit.grpc.GrpcException;
import io.github.ecsmaven.buildkit.grpc.GrpcStatus;
import io.github.ecsmaven.buildkit.grpc.Headers;
import io.github.ecsmaven.buildkit.wire.BuildkitInfo;
import io.github.ecsmaven.buildkit.wire.Named;
import io.github.ecsmaven.buildkit.wire.NoFields;
import io.github.ecsmaven.buildkit.wire.ProtoReader;
import io.github.ecsmaven.buildkit.wire.SolveRequest;
import io.github.ecsmaven.buildkit.wire.SolveResponse;
import io.github.ecsmaven.buildkit.wire.StatusResponse;
import io.github.ecsmaven.buildkit.wire.Workers;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** BuildKit's Control API over one connection (moby/buildkit: api/services/control/control.proto). */
final class ControlApi implements AutoCloseable {
    private static final String SERVICE = "/moby.buildkit.v1.Control/";
    private static final Duration QUICK_ANSWER = Duration.ofSeconds(20);

    private final GrpcClient client;

    private ControlApi(GrpcClient client) {
        this.client = client;
    }

    /** Begins to speak on a connection, and owns it from then on. */
    static ControlApi over(Socket connection) throws IOException {
        return new ControlApi(GrpcClient.over(connection));
    }

    Workers workers() throws IOException {
        return ask("ListWorkers", Workers::read);
    }

    BuildkitInfo info() throws IOException {
        return ask("Info", BuildkitInfo::read);
    }

    private <T> T ask(String method, Function<ProtoReader, T> parser) throws IOException {
        try {
            return Messages.read(client.ask(SERVICE + method, new NoFields().toByteArray(), QUICK_ANSWER), parser);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GrpcException(GrpcStatus.CANCELLED, "the wait for the answer was interrupted", e);
        }
    }

    /** Begins to solve; closing what is returned ends the running steps. */
    GrpcCall solve(SolveRequest request) throws IOException, InterruptedException {
        return client.call(SERVICE + "Solve", request.toByteArray());
    }

    /** Waits for the end of a solve. */
    static SolveResponse resultOf(GrpcCall solve) throws IOException, InterruptedException {
        return Messages.read(GrpcClient.answer(solve), SolveResponse::read);
    }

    /** Begins to tell what happens in a solve, until it ends. */
    GrpcCall status(String ref) throws IOException, InterruptedException {
        return client.call(SERVICE + "Status", new Named(ref).toByteArray());
    }

    /** Waits for what happens next, or for the end. */
    static Optional<StatusResponse> next(GrpcCall status) throws IOException, InterruptedException {
        Optional<byte[]> message = status.receive();
        return message.isEmpty() ? Optional.empty() : Optional.of(Messages.read(message.get(), StatusResponse::read));
    }

    /** Opens the stream through which a session's services are called. */
    GrpcCall session(Headers headers) throws IOException {
        return client.call(SERVICE + "Session", headers);
    }

    /** Ends the connection at once; what runs is cut off. */
    @Override
    public void close() {
        client.close();
    }
}
