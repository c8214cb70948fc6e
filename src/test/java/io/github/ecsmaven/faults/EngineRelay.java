package io.github.ecsmaven.faults;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Passes on what goes to an engine's socket and what comes from there, and does something when so many bytes went there. */
final class EngineRelay implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final ServerSocketChannel door;
    private final Path socket;
    private final UnixDomainSocketAddress engine;
    private final long limit;
    private final Runnable action;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "engine-relay");
        thread.setDaemon(true);
        return thread;
    });

    /** @param host of the engine, {@code unix://…} */
    EngineRelay(String host, long limit, Runnable action) throws IOException {
        this.engine = UnixDomainSocketAddress.of(URI.create(host).getPath());
        this.limit = limit;
        this.action = action;
        this.socket = Files.createTempDirectory("relay").resolve("docker.sock");
        this.door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        door.bind(UnixDomainSocketAddress.of(socket));
        threads.execute(this::accept);
    }

    String host() {
        return "unix://" + socket;
    }

    private void accept() {
        try {
            while (true) {
                serve(door.accept());
            }
        } catch (IOException closed) {
            // Nobody comes any more.
        }
    }

    private void serve(SocketChannel client) throws IOException {
        SocketChannel server = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.connect(engine);
        } catch (IOException stopped) {
            server.close();
            client.close();
            return;
        }
        threads.execute(() -> pass(client, server, true));
        threads.execute(() -> pass(server, client, false));
    }

    private void pass(SocketChannel from, SocketChannel to, boolean counts) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                int length = buffer.remaining();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
                if (counts && sent.addAndGet(length) >= limit && done.compareAndSet(false, true)) {
                    action.run();
                }
            }
            to.shutdownOutput();
        } catch (IOException broken) {
            close(from);
            close(to);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException closed) {
            // It is closed.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
        Files.deleteIfExists(socket);
        Files.deleteIfExists(socket.getParent());
    }
}
