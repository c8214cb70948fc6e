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
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Just enough HTTP over a Docker Engine's socket to build an image from a context and to remove it. */
record DockerSocket(Path socket, String image, Set<String> built) {
    private static final Pattern BUILT = Pattern.compile("Successfully built ([0-9a-f]+)");

    DockerSocket(Path socket, String image) {
        this(socket, image, new HashSet<>());
    }

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
            return requireImage(receive(channel));
        }
    }

    /** Removes every image that was built, tagged or not. */
    void removeImages() throws IOException {
        for (String id : built) {
            try (SocketChannel channel = connect()) {
                send(
                        channel,
                        "DELETE /images/" + id + "?force=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                receive(channel);
            }
        }
    }

    String requireImage(String answer) {
        Matcher id = BUILT.matcher(answer);
        if (!id.find()) {
            throw new IllegalStateException("the engine did not build: " + answer);
        }
        built.add(id.group(1));
        return id.group(1);
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
