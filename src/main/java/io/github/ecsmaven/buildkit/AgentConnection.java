package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.wire.BytesMessage;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** One connection of a build step to an SSH agent: hands bytes on in both directions until one side ends. */
final class AgentConnection implements StreamObserver<BytesMessage> {
    private static final int BUFFER = 32 * 1024;

    private final SocketChannel agent;
    private final StreamObserver<BytesMessage> toBuilder;

    private AgentConnection(SocketChannel agent, StreamObserver<BytesMessage> toBuilder) {
        this.agent = agent;
        this.toBuilder = toBuilder;
    }

    static AgentConnection start(SocketChannel agent, StreamObserver<BytesMessage> toBuilder) {
        AgentConnection connection = new AgentConnection(agent, toBuilder);
        Thread thread = new Thread(connection::copyAnswers, "ecs-ssh-agent");
        thread.setDaemon(true);
        thread.start();
        return connection;
    }

    private void copyAnswers() {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (agent.read(buffer.clear()) >= 0) {
                toBuilder.onNext(new BytesMessage(Arrays.copyOf(buffer.array(), buffer.position())));
            }
            toBuilder.onCompleted();
        } catch (IOException | IllegalStateException ended) {
            // The builder has hung up, and with it the connection to the agent was closed.
            close();
        }
    }

    @Override
    public void onNext(BytesMessage message) {
        ByteBuffer bytes = ByteBuffer.wrap(message.data());
        try {
            while (bytes.hasRemaining()) {
                agent.write(bytes);
            }
        } catch (IOException e) {
            toBuilder.onError(Status.UNAVAILABLE
                    .withDescription("the SSH agent hung up: " + e.getMessage())
                    .asRuntimeException());
        }
    }

    @Override
    public void onError(Throwable hungUp) {
        close();
    }

    @Override
    public void onCompleted() {
        close();
    }

    private void close() {
        try {
            agent.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }
}
