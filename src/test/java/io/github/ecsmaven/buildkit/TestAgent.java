package io.github.ecsmaven.buildkit;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Something that listens where an SSH agent would, and answers what it hears with a text. */
final class TestAgent implements AutoCloseable {
    private static final long LAST_CALL_MILLIS = 10_000;

    private final Path socket;
    private final UnaryOperator<String> answers;
    private final ServerSocketChannel listening;
    private final StringBuffer heard = new StringBuffer();
    private final Thread serving = new Thread(this::serve, "test-agent");

    private TestAgent(Path socket, UnaryOperator<String> answers) throws IOException {
        this.socket = socket;
        this.answers = answers;
        this.listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
    }

    static TestAgent start(Path socket, UnaryOperator<String> answers) throws IOException {
        TestAgent agent = new TestAgent(socket, answers);
        agent.serving.setDaemon(true);
        agent.serving.start();
        return agent;
    }

    Path socket() {
        return socket;
    }

    /** All that was said to it so far. */
    String heard() {
        return heard.toString();
    }

    private void serve() {
        while (listening.isOpen()) {
            try (SocketChannel connection = listening.accept()) {
                ByteBuffer buffer = ByteBuffer.allocate(1024);
                while (connection.read(buffer.clear()) >= 0) {
                    String said = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
                    heard.append(said);
                    connection.write(ByteBuffer.wrap(answers.apply(said).getBytes(StandardCharsets.UTF_8)));
                }
            } catch (IOException hungUp) {
                // The next one may call.
            }
        }
    }

    /** When it returns, nobody listens any more: as long as a thread still waits for callers, the kernel lets them through. */
    @Override
    public void close() throws IOException {
        listening.close();
        try {
            serving.join(LAST_CALL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
