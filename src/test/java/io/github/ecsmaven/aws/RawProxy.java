package io.github.ecsmaven.aws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A proxy that remembers the heads of requests as they came and gives prepared answers, one a connection. */
final class RawProxy implements AutoCloseable {
    private final ServerSocket server;
    private final BlockingQueue<String> heads = new LinkedBlockingQueue<>();

    /** @param answers each a whole status, such as {@code 403 Forbidden}, and a body */
    RawProxy(AwsStandIn.Answer... answers) throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(answers), "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** The next head. */
    String head() throws InterruptedException {
        String head = heads.poll(5, TimeUnit.SECONDS);
        return head == null ? "nothing came" : head;
    }

    /** The heads that came and were not asked for yet. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    private void serve(AwsStandIn.Answer... answers) {
        for (AwsStandIn.Answer answer : answers) {
            try (Socket socket = server.accept()) {
                String head = readHead(socket.getInputStream());
                heads.add(head);
                socket.getInputStream().readNBytes(contentLength(head));
                String text = "HTTP/1.1 " + answer.status() + " So\r\nContent-Type: " + answer.contentType()
                        + "\r\nContent-Length: " + answer.body().length() + "\r\nConnection: close\r\n\r\n"
                        + answer.body();
                socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .map(line -> Integer.parseInt(
                        line.substring("content-length:".length()).trim()))
                .findFirst()
                .orElse(0);
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
