package io.github.ecsmaven.sandbox.elb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Forwards TCP connections from one port of 127.0.0.1 to targets in turn. Connections that stand outlive their target's removal. */
public final class TcpForwarder implements AutoCloseable {
    private static final int CONNECT_MILLIS = 1000;
    // What a load balancer without a healthy target answers (Elastic Load Balancing user guide, "HTTP 503").
    private static final byte[] UNAVAILABLE =
            "HTTP/1.1 503 Service Temporarily Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;
    private final Supplier<List<InetSocketAddress>> targets;
    private final byte[] refusal;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(TcpForwarder::daemon);

    private TcpForwarder(ServerSocket server, Supplier<List<InetSocketAddress>> targets, byte[] refusal) {
        this.server = server;
        this.targets = targets;
        this.refusal = refusal;
    }

    /**
     * Forwards HTTP: without a target the answer is 503, as an Application Load Balancer's is.
     *
     * @param port 0 for any free one
     * @param targets asked at every connection
     * @throws IOException when the port is taken or not ours to take
     */
    public static TcpForwarder http(int port, Supplier<List<InetSocketAddress>> targets) throws IOException {
        return open(port, targets, UNAVAILABLE);
    }

    /** Forwards whatever it is: without a target the connection is closed, as a Network Load Balancer does. */
    public static TcpForwarder tcp(int port, Supplier<List<InetSocketAddress>> targets) throws IOException {
        return open(port, targets, new byte[0]);
    }

    private static TcpForwarder open(int port, Supplier<List<InetSocketAddress>> targets, byte[] refusal)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            closeQuietly(server);
            throw e;
        }
        TcpForwarder forwarder = new TcpForwarder(server, targets, refusal);
        forwarder.threads.execute(forwarder::accept);
        return forwarder;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "sandbox-forwarder");
        thread.setDaemon(true);
        return thread;
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                // closed, or the client gave up; the loop's condition tells which
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            Optional<Socket> connected = connect();
            if (connected.isEmpty()) {
                refuse(client);
                return;
            }
            try (Socket target = connected.get()) {
                open.add(target);
                threads.execute(() -> pump(client, target));
                pump(target, client);
                open.remove(target);
            }
        } catch (IOException e) {
            // one of the two hung up, which ends the connection
        } finally {
            open.remove(client);
        }
    }

    private void refuse(Socket client) throws IOException {
        if (refusal.length == 0) {
            return;
        }
        // Closing with unread input would reset the connection before the answer is read.
        client.setSoTimeout(CONNECT_MILLIS);
        client.getInputStream().read(new byte[8192]);
        client.getOutputStream().write(refusal);
    }

    private Optional<Socket> connect() {
        List<InetSocketAddress> candidates = targets.get();
        int first = turn.getAndIncrement();
        for (int i = 0; i < candidates.size(); i++) {
            Socket socket = new Socket();
            try {
                socket.connect(candidates.get(Math.floorMod(first + i, candidates.size())), CONNECT_MILLIS);
                return Optional.of(socket);
            } catch (IOException e) {
                closeQuietly(socket);
            }
        }
        return Optional.empty();
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // the other direction notices too
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // nothing is left to do with it
        }
    }

    @Override
    public void close() {
        closeQuietly(server);
        open.forEach(TcpForwarder::closeQuietly);
        threads.shutdownNow();
    }
}
