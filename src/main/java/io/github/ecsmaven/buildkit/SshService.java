package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.grpc.GrpcCall;
import io.github.ecsmaven.buildkit.grpc.GrpcException;
import io.github.ecsmaven.buildkit.grpc.GrpcServer;
import io.github.ecsmaven.buildkit.grpc.GrpcStatus;
import io.github.ecsmaven.buildkit.wire.Named;
import io.github.ecsmaven.buildkit.wire.NoFields;
import io.github.ecsmaven.image.SshAgent;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Lets {@code RUN --mount=type=ssh} speak to the user's SSH agent ({@code moby.sshforward.v1.SSH}). Keys never leave the agent. */
final class SshService implements SessionService {
    private static final String DEFAULT_ID = "default";

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
    public Map<String, GrpcServer.Handler> handlers() {
        return Map.of(
                "/moby.sshforward.v1.SSH/CheckAgent",
                Messages.unary(Named::read, this::check),
                "/moby.sshforward.v1.SSH/ForwardAgent",
                this::forward);
    }

    private NoFields check(Named request) throws GrpcException {
        if (agent(request.name()).isEmpty()) {
            failure.noAgent(idOf(request.name()));
            throw unknown(request.name());
        }
        return new NoFields();
    }

    /** Which agent is meant stands in the headers of the call. */
    private void forward(GrpcCall call) throws IOException, InterruptedException {
        String id = Objects.requireNonNullElse(call.headers().first("buildkit.ssh.id"), DEFAULT_ID);
        SshAgent agent = agent(id).orElseThrow(() -> unknown(id));
        SocketChannel connection;
        try {
            connection = SocketChannel.open(UnixDomainSocketAddress.of(agent.socket()));
        } catch (IOException e) {
            throw new GrpcException(
                    GrpcStatus.UNAVAILABLE,
                    "the SSH agent at " + agent.socket() + " does not answer: " + e.getMessage(),
                    e);
        }
        new AgentConnection(connection, call).handOn();
    }

    private Optional<SshAgent> agent(String id) {
        return agents.stream().filter(agent -> agent.id().equals(idOf(id))).findFirst();
    }

    private static String idOf(String asked) {
        return asked.isEmpty() ? DEFAULT_ID : asked;
    }

    private static GrpcException unknown(String id) {
        return GrpcStatus.NOT_FOUND.because("unset ssh forward key " + id);
    }
}
