package io.github.ecsmaven.sandbox.elb;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Forwards TCP connections from one port of 127.0.0.1 to targets in turn, each to one target whether or not that answers. Connections that
 * stand outlive their target's removal.
 */
public final class TcpForwarder implements AutoCloseable {
    private static final int CONNECT_MILLIS = 1000;

    private final ServerSocket server;
    private final Supplier<List<InetSocketAddress>> targets;
    private final boolean http;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private final Thread acceptor = daemon(this::accept);
    private final ExecutorService threads = Executors.newCachedThreadPool(TcpForwarder::daemon);

    private TcpForwarder(ServerSocket server, Supplier<List<InetSocketAddress>> targets, boolean http) {
        this.server = server;
        this.targets = targets;
        this.http = http;
    }

    /**
     * Forwards HTTP, and answers as an Application Load Balancer does (Elastic Load Balancing user guide, "Troubleshoot your Application Load
     * Balancers"): 503 without a target, 502 when the target refuses the connection, 504 when it does not answer at all.
     *
     * @param port 0 for any free one
     * @param targets asked at every connection
     * @throws IOException when the port is taken or not ours to take
     */
    public static TcpForwarder http(int port, Supplier<List<InetSocketAddress>> targets) throws IOException {
        return open(port, targets, true);
    }

    /** Forwards whatever it is: without a target that answers the connection is closed, as a Network Load Balancer does. */
    public static TcpForwarder tcp(int port, Supplier<List<InetSocketAddress>> targets) throws IOException {
        return open(port, targets, false);
    }

    private static TcpForwarder open(int port, Supplier<List<InetSocketAddress>> targets, boolean http)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            closeQuietly(server);
            throw e;
        }
        TcpForwarder forwarder = new TcpForwarder(server, targets, http);
        forwarder.acceptor.start();
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
            List<InetSocketAddress> candidates = targets.get();
            if (candidates.isEmpty()) {
                refuse(client, "503 Service Temporarily Unavailable");
                return;
            }
            try (Socket target = new Socket()) {
                open.add(target);
                forward(client, target, candidates.get(Math.floorMod(turn.getAndIncrement(), candidates.size())));
                open.remove(target);
            }
        } catch (IOException e) {
            // one of the two hung up, which ends the connection
        } finally {
            open.remove(client);
        }
    }

    private void forward(Socket client, Socket target, InetSocketAddress address) throws IOException {
        try {
            target.connect(address, CONNECT_MILLIS);
        } catch (SocketTimeoutException | UnknownHostException | NoRouteToHostException nobody) {
            refuse(client, "504 Gateway Time-out");
            return;
        } catch (ConnectException refused) {
            refuse(client, "502 Bad Gateway");
            return;
        }
        try {
            threads.execute(() -> pump(client, target));
        } catch (RejectedExecutionException closing) {
            return;
        }
        pump(target, client);
    }

    private void refuse(Socket client, String status) throws IOException {
        if (!http) {
            return;
        }
        // Closing with unread input would reset the connection before the answer is read.
        client.setSoTimeout(CONNECT_MILLIS);
        client.getInputStream().read(new byte[8192]);
        String answer = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
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
        awaitAcceptor();
        threads.shutdownNow();
        open.forEach(TcpForwarder::closeQuietly);
    }

    // A thread that waits in accept() may be handed one more client while the server socket is closed under it.
    private void awaitAcceptor() {
        try {
            acceptor.join(CONNECT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
