package io.github.ecsmaven.sandbox.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens on 127.0.0.1 and gives every connection a thread of its own. */
public final class LoopbackServer implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;

    private LoopbackServer(ServerSocket listener) {
        AtomicInteger number = new AtomicInteger();
        this.listener = listener;
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "sandbox-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Binds the port; takes connections only after {@link #serve}.
     *
     * @param port 0 for any free one
     */
    public static LoopbackServer bind(int port) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
            return new LoopbackServer(listener);
        } catch (IOException cause) {
            throw new UncheckedIOException("Cannot listen on 127.0.0.1:" + port, cause);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Hands every request to the handler, until {@link #close()}. */
    public void serve(HttpHandler handler) {
        threads.execute(() -> accept(handler));
    }

    private void accept(HttpHandler handler) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                threads.execute(() -> converse(socket, handler));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void converse(Socket socket, HttpHandler handler) {
        try {
            new Connection(socket, handler).run();
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } finally {
            end();
        }
    }

    private void end() {
        threads.shutdownNow();
        try {
            // Whoever closes us deletes the files that requests still under way write to.
            threads.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
