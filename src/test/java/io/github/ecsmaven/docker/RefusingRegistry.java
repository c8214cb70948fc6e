package io.github.ecsmaven.docker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A registry that says no. Engines try TLS first with registries on this machine; a TLS greeting is answered at once and without TLS, since
 * an engine would wait ten seconds for an answer to it, and containerd's image store turns to plain HTTP for no other reason.
 */
final class RefusingRegistry implements AutoCloseable {
    private static final int TLS_HANDSHAKE = 0x16;
    private static final String NOT_IN_TLS = "HTTP/1.0 400 Bad Request\r\n\r\n";

    private final ServerSocket server;
    private final Function<Request, Answer> answers;
    private final CopyOnWriteArrayList<Request> requests = new CopyOnWriteArrayList<>();

    record Request(String method, String path, String authorization) {}

    record Answer(String status, String header, String body) {}

    RefusingRegistry(Function<Request, Answer> answers) {
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        this.answers = answers;
        start(this::accept);
    }

    String host() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    CopyOnWriteArrayList<Request> requests() {
        return requests;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            PushbackInputStream in = new PushbackInputStream(socket.getInputStream());
            int first = in.read();
            if (first == TLS_HANDSHAKE) {
                socket.getOutputStream().write(NOT_IN_TLS.getBytes(StandardCharsets.US_ASCII));
            }
            if (first < 0 || first == TLS_HANDSHAKE) {
                return;
            }
            in.unread(first);
            Request request = read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
            Answer answer = answers.apply(request);
            String header = answer.header().isEmpty() ? "" : answer.header() + "\r\n";
            String text = "HTTP/1.1 " + answer.status() + "\r\nContent-Type: application/json\r\n"
                    + "Docker-Distribution-Api-Version: registry/2.0\r\nConnection: close\r\n" + header
                    + "Content-Length: "
                    + answer.body().length() + "\r\n\r\n" + (request.method().equals("HEAD") ? "" : answer.body());
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException hungUp) {
            return;
        }
    }

    private Request read(BufferedReader in) throws IOException {
        String[] requestLine = in.readLine().split(" ");
        String authorization = "";
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase().startsWith("authorization: ")) {
                authorization = line.substring("authorization: ".length());
            }
        }
        Request request = new Request(requestLine[0], requestLine[1], authorization);
        requests.add(request);
        return request;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "refusing-registry");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
