package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.docker.EngineDial;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A Unix socket behind which an engine is, for as long as the relay wants. */
public final class Relay implements Closeable {
    private static final int BUFFER = 64 * 1024;
    private static final String NOT_FOUND = "{\"message\":\"page not found\"}";

    private final Path socket;
    private final EngineDial dial;
    private final Set<String> refused;
    private final ServerSocketChannel listening;
    private final AtomicLong sent = new AtomicLong();
    private volatile long limit = Long.MAX_VALUE;
    private volatile Runnable atLimit = () -> {};
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    private Relay(Path socket, EngineDial dial, Set<String> refused) throws IOException {
        this.socket = socket;
        this.dial = dial;
        this.refused = refused;
        this.listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
    }

    /**
     * Listens.
     *
     * @param refused beginnings of what a connection says first that are answered as by a server that knows nothing of it, such as
     *     {@code POST /grpc}
     */
    public static Relay start(Path directory, EngineDial dial, String... refused) {
        try {
            Relay relay = new Relay(directory.resolve("relay.sock"), dial, Set.of(refused));
            daemon(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something happens once, when so many bytes went to the engine. */
    public Relay whenSent(long bytes, Runnable action) {
        limit = bytes;
        atLimit = action;
        return this;
    }

    public String host() {
        return "unix://" + socket;
    }

    /** Connections that nobody has closed yet. */
    public int connections() {
        return open.size();
    }

    /** The engine is gone: connections break, and there are no new ones. */
    public void cut() {
        close();
    }

    @Override
    public void close() {
        closeQuietly(listening);
        open.forEach(Relay::closeQuietly);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = listening.accept();
                open.add(connection);
                daemon(() -> serve(connection));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(SocketChannel client) {
        try (Socket engine = dial.open()) {
            byte[] first = read(client);
            String said = new String(first, StandardCharsets.ISO_8859_1);
            if (refused.stream().anyMatch(said::startsWith)) {
                client.write(ByteBuffer.wrap(("HTTP/1.1 404 Not Found\r\nContent-Length: " + NOT_FOUND.length()
                                + "\r\nConnection: close\r\n\r\n" + NOT_FOUND)
                        .getBytes(StandardCharsets.ISO_8859_1)));
                return;
            }
            engine.getOutputStream().write(first);
            engine.getOutputStream().flush();
            daemon(() -> answers(engine, client));
            requests(client, engine);
        } catch (IOException ended) {
            return;
        } finally {
            open.remove(client);
            closeQuietly(client);
        }
    }

    private void requests(SocketChannel client, Socket engine) throws IOException {
        OutputStream out = engine.getOutputStream();
        for (byte[] piece = read(client); piece.length > 0; piece = read(client)) {
            out.write(piece);
            out.flush();
            count(piece.length);
        }
    }

    private void count(int bytes) {
        long all = sent.addAndGet(bytes);
        if (all >= limit && all - bytes < limit) {
            atLimit.run();
        }
    }

    private static void answers(Socket engine, SocketChannel client) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = engine.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
                while (bytes.hasRemaining()) {
                    client.write(bytes);
                }
            }
        } catch (IOException ended) {
            // The other direction ends with it.
        }
        closeQuietly(client);
    }

    private static byte[] read(SocketChannel from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        int count = from.read(buffer);
        return Arrays.copyOf(buffer.array(), Math.max(0, count));
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            // It is of no use any more either way.
        }
    }
}
