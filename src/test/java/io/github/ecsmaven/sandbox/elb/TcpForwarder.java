package io.github.ecsmaven.sandbox.elb;

import java.io.ByteArrayOutputStream;
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
import java.util.Optional;
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
    private static final int MOST_HEAD_BYTES = 65_536;

    private final ServerSocket server;
    private final Supplier<List<InetSocketAddress>> targets;
    private final boolean http;
    private final Supplier<Optional<HttpRouting>> routing;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private final Thread acceptor = daemon(this::accept);
    private final ExecutorService threads = Executors.newCachedThreadPool(TcpForwarder::daemon);

    private TcpForwarder(
            ServerSocket server,
            Supplier<List<InetSocketAddress>> targets,
            boolean http,
            Supplier<Optional<HttpRouting>> routing) {
        this.server = server;
        this.targets = targets;
        this.http = http;
        this.routing = routing;
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
        return open(port, targets, true, Optional::empty);
    }

    /**
     * The same where requests may have to be looked at.
     *
     * @param routing asked at every connection; empty while all of them go to the targets
     */
    static TcpForwarder http(
            int port, Supplier<List<InetSocketAddress>> targets, Supplier<Optional<HttpRouting>> routing)
            throws IOException {
        return open(port, targets, true, routing);
    }

    /** Forwards whatever it is: without a target that answers the connection is closed, as a Network Load Balancer does. */
    public static TcpForwarder tcp(int port, Supplier<List<InetSocketAddress>> targets) throws IOException {
        return open(port, targets, false, Optional::empty);
    }

    private static TcpForwarder open(
            int port, Supplier<List<InetSocketAddress>> targets, boolean http, Supplier<Optional<HttpRouting>> routing)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            closeQuietly(server);
            throw e;
        }
        TcpForwarder forwarder = new TcpForwarder(server, targets, http, routing);
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
            Optional<HttpRouting> looking = routing.get();
            byte[] head = looking.isPresent() ? head(client) : new byte[0];
            HttpRouting.Route route = looking.isPresent()
                    ? looking.get().route(new String(head, StandardCharsets.ISO_8859_1))
                    : new HttpRouting.Route(targets.get(), "");
            if (!route.answer().isEmpty()) {
                client.getOutputStream().write(route.answer().getBytes(StandardCharsets.UTF_8));
            } else if (route.targets().isEmpty()) {
                refuse(client, "503 Service Temporarily Unavailable", head.length > 0);
            } else {
                List<InetSocketAddress> candidates = route.targets();
                forward(client, candidates.get(Math.floorMod(turn.getAndIncrement(), candidates.size())), head);
            }
        } catch (IOException e) {
            // one of the two hung up, which ends the connection
        } finally {
            open.remove(client);
        }
    }

    /** What is there of a request up to its empty line, at least. */
    private static byte[] head(Socket client) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        while (head.size() < MOST_HEAD_BYTES
                && !head.toString(StandardCharsets.ISO_8859_1).contains("\r\n\r\n")) {
            int read = client.getInputStream().read(part);
            if (read < 0) {
                break;
            }
            head.write(part, 0, read);
        }
        return head.toByteArray();
    }

    private void forward(Socket client, InetSocketAddress address, byte[] head) throws IOException {
        try (Socket target = new Socket()) {
            open.add(target);
            forward(client, target, address, head);
            open.remove(target);
        }
    }

    private void forward(Socket client, Socket target, InetSocketAddress address, byte[] head) throws IOException {
        try {
            target.connect(address, CONNECT_MILLIS);
        } catch (SocketTimeoutException | UnknownHostException | NoRouteToHostException nobody) {
            refuse(client, "504 Gateway Time-out", head.length > 0);
            return;
        } catch (ConnectException refused) {
            refuse(client, "502 Bad Gateway", head.length > 0);
            return;
        }
        target.getOutputStream().write(head);
        try {
            threads.execute(() -> pump(client, target));
        } catch (RejectedExecutionException closing) {
            return;
        }
        pump(target, client);
    }

    private void refuse(Socket client, String status, boolean isRead) throws IOException {
        if (!http) {
            return;
        }
        // Closing with unread input would reset the connection before the answer is read.
        client.setSoTimeout(CONNECT_MILLIS);
        if (!isRead) {
            client.getInputStream().read(new byte[8192]);
        }
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
