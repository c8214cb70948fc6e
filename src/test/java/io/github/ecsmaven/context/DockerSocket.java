package io.github.ecsmaven.context;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Just enough HTTP over a Docker Engine's socket to build an image from a context and to remove it. */
record DockerSocket(Path socket, String image) {

    String buildPath(String dockerfile) {
        return "/build?rm=1&forcerm=1&t=" + URLEncoder.encode(image, StandardCharsets.UTF_8) + "&dockerfile="
                + URLEncoder.encode(dockerfile, StandardCharsets.UTF_8);
    }

    String build(BuildContext context) throws IOException {
        try (SocketChannel channel = connect()) {
            send(
                    channel,
                    "POST " + buildPath(context.dockerfileName())
                            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-tar\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n");
            context.writeTo(new Chunks(channel));
            send(channel, "0\r\n\r\n");
            return requireSuccess(receive(channel));
        }
    }

    void removeImage() throws IOException {
        try (SocketChannel channel = connect()) {
            send(channel, "DELETE /images/" + image + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            receive(channel);
        }
    }

    static String requireSuccess(String answer) {
        if (!answer.contains("Successfully built")) {
            throw new IllegalStateException("the engine did not build: " + answer);
        }
        return answer;
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String receive(SocketChannel channel) throws IOException {
        return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Sends each write as one chunk of HTTP/1.1. */
    private static final class Chunks extends FilterOutputStream {
        private final SocketChannel channel;

        Chunks(SocketChannel channel) {
            super(OutputStream.nullOutputStream());
            this.channel = channel;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return;
            }
            ByteBuffer start =
                    ByteBuffer.wrap((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            ByteBuffer end = ByteBuffer.wrap(new byte[] {'\r', '\n'});
            ByteBuffer[] chunk = {start, ByteBuffer.wrap(bytes, offset, length), end};
            while (end.hasRemaining()) {
                channel.write(chunk);
            }
        }
    }
}
