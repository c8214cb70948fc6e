package io.github.ecsmaven.buildkit;

import static io.grpc.MethodDescriptor.MethodType.BIDI_STREAMING;
import static io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING;
import static io.grpc.MethodDescriptor.MethodType.UNARY;

import io.github.ecsmaven.buildkit.wire.BuildkitInfo;
import io.github.ecsmaven.buildkit.wire.BytesMessage;
import io.github.ecsmaven.buildkit.wire.Named;
import io.github.ecsmaven.buildkit.wire.NoFields;
import io.github.ecsmaven.buildkit.wire.SolveRequest;
import io.github.ecsmaven.buildkit.wire.SolveResponse;
import io.github.ecsmaven.buildkit.wire.StatusResponse;
import io.github.ecsmaven.buildkit.wire.Workers;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.Iterator;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** BuildKit's Control API over one connection (moby/buildkit: api/services/control/control.proto). */
final class ControlApi implements AutoCloseable {
    private static final String SERVICE = "moby.buildkit.v1.Control";
    /** Responses carry the Dockerfile and whole logs; BuildKit itself takes 16 MiB. */
    private static final int LONGEST_MESSAGE = 16 << 20;

    private static final int FLOW_CONTROL_WINDOW = 1 << 20;
    private static final long QUICK_ANSWER_SECONDS = 20;

    private static final MethodDescriptor<NoFields, Workers> LIST_WORKERS =
            Messages.method(UNARY, SERVICE, "ListWorkers", Messages.sent(), Messages.received(Workers::read));
    private static final MethodDescriptor<NoFields, BuildkitInfo> INFO =
            Messages.method(UNARY, SERVICE, "Info", Messages.sent(), Messages.received(BuildkitInfo::read));
    private static final MethodDescriptor<SolveRequest, SolveResponse> SOLVE =
            Messages.method(UNARY, SERVICE, "Solve", Messages.sent(), Messages.received(SolveResponse::read));
    private static final MethodDescriptor<Named, StatusResponse> STATUS = Messages.method(
            SERVER_STREAMING, SERVICE, "Status", Messages.sent(), Messages.received(StatusResponse::read));
    private static final MethodDescriptor<BytesMessage, BytesMessage> SESSION = Messages.method(
            BIDI_STREAMING, SERVICE, "Session", Messages.both(BytesMessage::read), Messages.both(BytesMessage::read));

    private final ManagedChannel channel;

    private ControlApi(ManagedChannel channel) {
        this.channel = channel;
    }

    /**
     * Nothing is dialled before the first call. gRPC takes a connection that breaks for one that never took the call, and would send a
     * running solve again on a new one: the builder refuses it ("job ID … exists"), and the reason is lost.
     */
    static ControlApi over(DialingSockets.Dial dial) {
        return new ControlApi(OkHttpChannelBuilder.forAddress("localhost", 1)
                .usePlaintext()
                .disableRetry()
                .proxyDetector(address -> null)
                .socketFactory(new DialingSockets(dial))
                .maxInboundMessageSize(LONGEST_MESSAGE)
                .flowControlWindow(FLOW_CONTROL_WINDOW)
                .build());
    }

    Workers workers() {
        return ClientCalls.blockingUnaryCall(channel, LIST_WORKERS, soon(), new NoFields());
    }

    BuildkitInfo info() {
        return ClientCalls.blockingUnaryCall(channel, INFO, soon(), new NoFields());
    }

    /** Begins to solve; cancelling what is returned ends the running steps. */
    Future<SolveResponse> solve(SolveRequest request) {
        return ClientCalls.futureUnaryCall(channel.newCall(SOLVE, CallOptions.DEFAULT), request);
    }

    /** What happens in a solve, until it ends. */
    Iterator<StatusResponse> status(String ref) {
        return ClientCalls.blockingServerStreamingCall(channel, STATUS, CallOptions.DEFAULT, new Named(ref));
    }

    /** Opens the stream through which a session's services are called. */
    StreamObserver<BytesMessage> session(Metadata headers, StreamObserver<BytesMessage> incoming) {
        ClientCall<BytesMessage, BytesMessage> call = io.grpc.ClientInterceptors.intercept(
                        channel, MetadataUtils.newAttachHeadersInterceptor(headers))
                .newCall(SESSION, CallOptions.DEFAULT.withOnReadyThreshold(FLOW_CONTROL_WINDOW));
        return ClientCalls.asyncBidiStreamingCall(call, incoming);
    }

    private static CallOptions soon() {
        return CallOptions.DEFAULT.withDeadlineAfter(QUICK_ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends the connection at once; what runs is cut off. */
    @Override
    public void close() {
        channel.shutdownNow();
    }
}
