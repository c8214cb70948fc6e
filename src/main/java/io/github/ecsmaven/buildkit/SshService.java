package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.wire.BytesMessage;
import io.github.ecsmaven.buildkit.wire.Named;
import io.github.ecsmaven.buildkit.wire.NoFields;
import io.github.ecsmaven.image.SshAgent;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Lets {@code RUN --mount=type=ssh} speak to the user's SSH agent ({@code moby.sshforward.v1.SSH}). Keys never leave the agent. */
final class SshService implements SessionService {
    private static final String SERVICE = "moby.sshforward.v1.SSH";
    private static final String DEFAULT_ID = "default";
    private static final Metadata.Key<String> ID = Metadata.Key.of("buildkit.ssh.id", Metadata.ASCII_STRING_MARSHALLER);
    private static final Context.Key<String> WANTED = Context.key("buildkit.ssh.id");

    private static final MethodDescriptor<Named, NoFields> CHECK_AGENT = Messages.method(
            MethodDescriptor.MethodType.UNARY, SERVICE, "CheckAgent", Messages.received(Named::read), Messages.sent());
    private static final MethodDescriptor<BytesMessage, BytesMessage> FORWARD_AGENT = Messages.method(
            MethodDescriptor.MethodType.BIDI_STREAMING,
            SERVICE,
            "ForwardAgent",
            Messages.both(BytesMessage::read),
            Messages.both(BytesMessage::read));

    private final List<SshAgent> agents;
    private final SessionFailure failure;

    SshService(List<SshAgent> agents, SessionFailure failure) {
        this.agents = agents;
        this.failure = failure;
    }

    /**
     * A step would go on without an agent that is dead, and fail for reasons of its own.
     *
     * @throws ActionableException when nobody listens at its socket
     */
    static void requireAnswer(SshAgent agent) {
        try (SocketChannel answers = SocketChannel.open(UnixDomainSocketAddress.of(agent.socket()))) {
            answers.finishConnect();
        } catch (IOException e) {
            throw new ActionableException(
                    "The SSH agent at " + agent.socket() + ", which <ssh> asks for, does not answer: "
                            + BuildKitFailures.reasonOf(e) + ".",
                    "Start one (eval $(ssh-agent) && ssh-add), or correct <ssh> (-Decs.ssh).",
                    e);
        }
    }

    @Override
    public ServerServiceDefinition definition() {
        ServerServiceDefinition service = ServerServiceDefinition.builder(SERVICE)
                .addMethod(CHECK_AGENT, ServerCalls.asyncUnaryCall(this::check))
                .addMethod(FORWARD_AGENT, ServerCalls.asyncBidiStreamingCall(this::forward))
                .build();
        return ServerInterceptors.intercept(service, new WantedAgent());
    }

    private void check(Named request, StreamObserver<NoFields> response) {
        if (agent(request.name()).isEmpty()) {
            failure.noAgent(idOf(request.name()));
            response.onError(unknown(request.name()));
        } else {
            response.onNext(new NoFields());
            response.onCompleted();
        }
    }

    private StreamObserver<BytesMessage> forward(StreamObserver<BytesMessage> toBuilder) {
        String id = Objects.requireNonNullElse(WANTED.get(), DEFAULT_ID);
        Optional<SshAgent> agent = agent(id);
        if (agent.isEmpty()) {
            return refused(toBuilder, unknown(id));
        }
        Path socket = agent.get().socket();
        try {
            return AgentConnection.start(SocketChannel.open(UnixDomainSocketAddress.of(socket)), toBuilder);
        } catch (IOException e) {
            return refused(
                    toBuilder,
                    Status.UNAVAILABLE
                            .withDescription("the SSH agent at " + socket + " does not answer: " + e.getMessage())
                            .withCause(e)
                            .asRuntimeException());
        }
    }

    /** What is thrown here instead, gRPC logs with its stack. */
    private static StreamObserver<BytesMessage> refused(StreamObserver<BytesMessage> toBuilder, RuntimeException why) {
        toBuilder.onError(why);
        return new StreamObserver<>() {
            @Override
            public void onNext(BytesMessage message) {}

            @Override
            public void onError(Throwable hungUp) {}

            @Override
            public void onCompleted() {}
        };
    }

    private Optional<SshAgent> agent(String id) {
        return agents.stream().filter(agent -> agent.id().equals(idOf(id))).findFirst();
    }

    private static String idOf(String asked) {
        return asked.isEmpty() ? DEFAULT_ID : asked;
    }

    private static RuntimeException unknown(String id) {
        return Status.NOT_FOUND.withDescription("unset ssh forward key " + id).asRuntimeException();
    }

    /** Which agent is meant stands in the headers of the call. */
    private static final class WantedAgent implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            String id = Objects.requireNonNullElse(headers.get(ID), DEFAULT_ID);
            return Contexts.interceptCall(Context.current().withValue(WANTED, id), call, headers, next);
        }
    }
}
