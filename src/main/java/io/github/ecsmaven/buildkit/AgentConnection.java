package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.grpc.GrpcCall;
import io.github.ecsmaven.buildkit.grpc.GrpcException;
import io.github.ecsmaven.buildkit.grpc.GrpcStatus;
import io.github.ecsmaven.buildkit.grpc.Threads;
import io.github.ecsmaven.buildkit.wire.BytesMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;

/** One connection of a build step to an SSH agent: hands bytes on in both directions until one side ends. */
final class AgentConnection implements Runnable {
    private static final int BUFFER = 32 * 1024;

    private final SocketChannel agent;
    private final GrpcCall call;

    AgentConnection(SocketChannel agent, GrpcCall call) {
        this.agent = agent;
        this.call = call;
    }

    /** Returns when one side has ended; the agent is closed then. */
    void handOn() throws IOException, InterruptedException {
        Thread questions = Threads.daemon("ecs-ssh-agent", this);
        questions.start();
        try (agent) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (agent.read(buffer.clear()) >= 0) {
                call.send(new BytesMessage(Arrays.copyOf(buffer.array(), buffer.position())).toByteArray());
            }
            call.finish(GrpcStatus.OK, "");
        } catch (ClosedChannelException hungUp) {
            // The builder has ended first, and with it the connection to the agent.
        } finally {
            Threads.join(questions);
        }
    }

    /** What the step asks the agent. */
    @Override
    public void run() {
        try (agent) {
            Optional<byte[]> message = call.receive();
            while (message.isPresent()) {
                write(ByteBuffer.wrap(
                        Messages.read(message.get(), BytesMessage::read).data()));
                message = call.receive();
            }
        } catch (GrpcException | InterruptedException ended) {
            // The step wants nothing more.
        } catch (IOException e) {
            call.finish(GrpcStatus.UNAVAILABLE, "the SSH agent hung up: " + e.getMessage());
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            agent.write(bytes);
        }
    }
}
