package io.github.ecsmaven.buildkit.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.apache.hc.core5.http2.config.H2Param;
import org.apache.hc.core5.http2.config.H2Setting;
import org.apache.hc.core5.http2.frame.FrameFlag;
import org.apache.hc.core5.http2.frame.FrameType;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our client, against servers that do what HTTP/2 and gRPC allow, and what they do not. */
@Timeout(20)
class GrpcClientTest {
    private static final String OK = "0";

    private SocketPair sockets;
    private GrpcClient client;
    private RawPeer server;

    @BeforeEach
    void connect() throws IOException {
        sockets = SocketPair.open();
        client = GrpcClient.over(sockets.client());
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        sockets.close();
    }

    @Test
    void asksAsGrpcWantsIt() throws Exception {
        call();

        assertThat(server.readHeaders())
                .contains(":method: POST", ":path: /S/M", "te: trailers", "content-type: application/grpc");
        RawFrame data = server.read(FrameType.DATA);
        assertThat(RawPeer.bytes(data.getPayload())).isEqualTo(RawPeer.framed("hi"));
        assertThat(data.isFlagSet(FrameFlag.END_STREAM)).isTrue();
    }

    @Test
    void takesAnAnswerInPiecesOfAnySize() throws Exception {
        GrpcCall call = call();
        byte[] framed = RawPeer.framed("hello");
        server.answer(1);
        for (byte b : framed) {
            server.write(RawPeer.FRAMES.createData(1, ByteBuffer.wrap(new byte[] {b}), false));
        }
        server.headers(1, true, "grpc-status", OK);

        assertThat(call.receive().orElseThrow())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("hello");
        assertThat(call.receive()).isEmpty();
    }

    @Test
    void readsHeadersThatGoOverSeveralFrames() throws Exception {
        GrpcCall call = call();
        byte[] details = new byte[40_000];
        Arrays.fill(details, (byte) 7);
        byte[] block = server.block(
                ":status",
                "200",
                "grpc-status",
                "2",
                "grpc-message",
                "r%C3%B6t%20%",
                "grpc-status-details-bin",
                Base64.getEncoder().withoutPadding().encodeToString(details));
        server.write(RawPeer.FRAMES.createHeaders(1, ByteBuffer.wrap(block, 0, 10), false, true));
        for (int at = 10; at < block.length; at += 10_000) {
            int length = Math.min(10_000, block.length - at);
            server.write(RawPeer.FRAMES.createContinuation(
                    1, ByteBuffer.wrap(block, at, length), at + length == block.length));
        }

        assertThatThrownBy(call::receive)
                .isInstanceOfSatisfying(GrpcException.class, e -> {
                    assertThat(e.status()).isEqualTo(GrpcStatus.UNKNOWN);
                    assertThat(e.details()).isEqualTo(details);
                })
                .hasMessage("röt %");
    }

    @Test
    void understandsPaddingAndPriorities() throws Exception {
        GrpcCall call = call();
        byte[] block = server.block(":status", "200");
        ByteBuffer headers = ByteBuffer.allocate(1 + 5 + block.length + 3);
        headers.put((byte) 3).put(new byte[5]).put(block);
        frame(FrameType.HEADERS, 0x8 | 0x20 | 0x4, headers.array());
        byte[] framed = RawPeer.framed("padded");
        frame(
                FrameType.DATA,
                0x8,
                ByteBuffer.allocate(1 + framed.length + 9)
                        .put((byte) 9)
                        .put(framed)
                        .array());
        server.headers(1, true, "grpc-status", OK);

        assertThat(call.receive().orElseThrow())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("padded");
    }

    @Test
    void ignoresFramesThatItDoesNotKnow() throws Exception {
        GrpcCall call = call();
        server.write(new byte[] {0, 0, 1, 0x42, 0, 0, 0, 0, 1, 9});
        server.answer(1, "hello");
        server.headers(1, true, "grpc-status", OK);

        assertThat(call.receive().orElseThrow())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("hello");
    }

    @Test
    void answersAPing() throws Exception {
        call();
        server.write(RawPeer.FRAMES.createPing(ByteBuffer.wrap("12345678".getBytes(StandardCharsets.US_ASCII))));

        RawFrame pong = server.read(FrameType.PING);
        assertThat(pong.isFlagSet(FrameFlag.ACK)).isTrue();
        assertThat(RawPeer.bytes(pong.getPayload()))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("12345678");
    }

    @Test
    void acknowledgesSettings() throws Exception {
        call();

        RawFrame settings = server.read(FrameType.SETTINGS);
        while (!settings.isFlagSet(FrameFlag.ACK)) {
            settings = server.read(FrameType.SETTINGS);
        }
        assertThat(settings.getLength()).isZero();
    }

    @Test
    void sendsNoMoreThanTheServerTakes() throws Exception {
        server = RawPeer.server(sockets.server(), new H2Setting(H2Param.INITIAL_WINDOW_SIZE, 3));
        awaitSettings();
        Thread sending = new Thread(() -> quietly(() -> client.call("/S/M", "hello".getBytes(StandardCharsets.UTF_8))));
        sending.start();

        ByteArrayOutputStream received = new ByteArrayOutputStream();
        RawFrame data = server.read(FrameType.DATA);
        while (!data.isFlagSet(FrameFlag.END_STREAM)) {
            assertThat(data.getLength()).isLessThanOrEqualTo(3);
            received.write(RawPeer.bytes(data.getPayload()));
            server.write(RawPeer.FRAMES.createWindowUpdate(1, 3));
            data = server.read(FrameType.DATA);
        }
        received.write(RawPeer.bytes(data.getPayload()));
        assertThat(received.toByteArray()).isEqualTo(RawPeer.framed("hello"));
        sending.join();
    }

    @Test
    void givesAServerWithoutMemoryNoHeadersToRemember() throws Exception {
        server = RawPeer.server(sockets.server(), new H2Setting(H2Param.HEADER_TABLE_SIZE, 0));
        awaitSettings();
        client.call("/S/M", new byte[0]);
        client.call("/S/M", new byte[0]);

        assertThat(server.readHeaders()).contains(":path: /S/M", "te: trailers");
        assertThat(server.readHeaders()).contains(":path: /S/M", "te: trailers");
    }

    @Test
    void givesBackTheWindowOfWhatWasReceived() throws Exception {
        GrpcCall call = call();
        server.answer(1);
        String message = "x".repeat(Http2Stream.WINDOW - 5);
        for (int at = 0; at < Http2Stream.WINDOW; at += 16_384) {
            server.write(RawPeer.FRAMES.createData(1, ByteBuffer.wrap(RawPeer.framed(message), at, 16_384), false));
        }

        assertThat(call.receive().orElseThrow()).hasSize(message.length());
        RawFrame update = server.read(FrameType.WINDOW_UPDATE);
        while (update.getStreamId() != 1) {
            update = server.read(FrameType.WINDOW_UPDATE);
        }
        assertThat(update.getPayload().getInt()).isGreaterThanOrEqualTo(Http2Stream.WINDOW / 2);
    }

    @Test
    void refusesMoreThanItAllowed() throws Exception {
        GrpcCall call = call();
        server.answer(1);
        for (int sent = 0; sent <= Http2Stream.WINDOW; sent += 16_384) {
            server.write(RawPeer.FRAMES.createData(1, ByteBuffer.wrap(new byte[16_384]), false));
        }

        assertThat(server.read(FrameType.RST_STREAM).getPayload().getInt()).isEqualTo(Http2Error.FLOW_CONTROL_ERROR);
        assertThatThrownBy(() -> drain(call)).isInstanceOf(GrpcException.class);
    }

    @Test
    void endsTheCallThatTheServerResets() throws Exception {
        GrpcCall refused = call();
        GrpcCall cancelled = client.call("/S/M", new byte[0]);
        server.write(RawPeer.FRAMES.createResetStream(1, Http2Error.REFUSED_STREAM));
        server.write(RawPeer.FRAMES.createResetStream(3, Http2Error.CANCEL));

        assertEnds(refused, GrpcStatus.UNAVAILABLE, "ended by the other side");
        assertEnds(cancelled, GrpcStatus.CANCELLED, "ended by the other side");
    }

    @Test
    void finishesTheCallsThatAServerSawBeforeItWentAway() throws Exception {
        GrpcCall seen = call();
        GrpcCall unseen = client.call("/S/M", new byte[0]);
        ByteBuffer goAway = ByteBuffer.allocate(12).putInt(1).putInt(Http2Error.ENHANCE_YOUR_CALM);
        server.write(new RawFrame(
                FrameType.GOAWAY.getValue(),
                0,
                0,
                goAway.put("calm".getBytes(StandardCharsets.US_ASCII)).flip()));
        server.answer(1, "hello");
        server.headers(1, true, "grpc-status", OK);

        assertEnds(unseen, GrpcStatus.UNAVAILABLE, "the other side ended the connection (error 11): calm");
        assertThat(seen.receive().orElseThrow())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("hello");
        assertThat(seen.receive()).isEmpty();
        assertThatThrownBy(() -> client.call("/S/M", new byte[0])).hasMessageContaining("calm");
    }

    @Test
    void saysThatTheConnectionWasCutInTheMiddleOfAFrame() throws Exception {
        GrpcCall call = call();
        server.write(new byte[] {0, 0, 9, 0, 0, 0, 0, 0, 1, 'c', 'u', 't'});
        sockets.server().shutdownOutput();

        assertEnds(call, GrpcStatus.UNAVAILABLE, "the connection was closed in the middle of a frame");
    }

    @Test
    void saysThatTheConnectionWasClosed() throws Exception {
        GrpcCall call = call();
        sockets.server().shutdownOutput();

        assertEnds(call, GrpcStatus.UNAVAILABLE, "the connection was closed");
    }

    @Test
    void recognisesAnAnswerOfHttp1() throws Exception {
        GrpcCall call = client.call("/S/M", new byte[0]);
        server = new RawPeer(sockets.server());
        server.write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(call::receive)
                .isInstanceOfSatisfying(
                        GrpcException.class, e -> assertThat(e.status()).isEqualTo(GrpcStatus.UNAVAILABLE))
                .hasCauseInstanceOf(NotHttp2Exception.class);
    }

    @Test
    void tellsTheStatusOfHttpWhereThereIsNoneOfGrpc() throws Exception {
        GrpcCall call = call();
        server.headers(1, true, ":status", "503");

        assertEnds(call, GrpcStatus.UNAVAILABLE, "HTTP status 503");
    }

    @Test
    void takesNoEndWithoutAStatusForAGoodOne() throws Exception {
        GrpcCall call = call();
        server.answer(1, "hello");
        server.write(RawPeer.FRAMES.createData(1, ByteBuffer.allocate(0), true));

        assertThat(call.receive()).isPresent();
        assertEnds(call, GrpcStatus.UNKNOWN, "without a status");
    }

    @Test
    void refusesACompressedMessage() throws Exception {
        GrpcCall call = call();
        server.answer(1);
        server.write(RawPeer.FRAMES.createData(1, ByteBuffer.wrap(new byte[] {1, 0, 0, 0, 1, 0}), false));

        assertEnds(call, GrpcStatus.INTERNAL, "compressed");
        assertThat(server.read(FrameType.RST_STREAM).getPayload().getInt()).isEqualTo(Http2Error.CANCEL);
    }

    @Test
    void refusesAMessageThatIsTooLong() throws Exception {
        GrpcCall call = call();
        server.answer(1);
        server.write(RawPeer.FRAMES.createData(1, ByteBuffer.wrap(new byte[] {0, 1, 0, 0, 1}), false));

        assertEnds(call, GrpcStatus.RESOURCE_EXHAUSTED, "16 MiB");
    }

    @Test
    void saysThatAMessageEndedTooEarly() throws Exception {
        GrpcCall call = call();
        server.answer(1);
        server.write(RawPeer.FRAMES.createData(1, ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 9, 1}), false));
        server.headers(1, true, "grpc-status", OK);

        assertEnds(call, GrpcStatus.INTERNAL, "too early");
    }

    @Test
    void endsAConnectionThatViolatesHttp2() throws Exception {
        GrpcCall call = call();
        server.write(RawPeer.FRAMES.createData(9, ByteBuffer.wrap(new byte[1]), false));

        assertEnds(call, GrpcStatus.UNAVAILABLE, "stream 9, which nobody has opened");
        assertThat(RawPeer.errorOf(server.read(FrameType.GOAWAY))).isEqualTo(Http2Error.PROTOCOL_ERROR);
    }

    @Test
    void anAnswerBeforeTheRequestIsCompleteEndsTheSending() throws Exception {
        server = RawPeer.server(sockets.server());
        GrpcCall call = client.call("/S/M", new Headers());
        server.headers(1, true, ":status", "200", "grpc-status", "5", "grpc-message", "gone");

        assertEnds(call, GrpcStatus.NOT_FOUND, "gone");
        assertThatThrownBy(() -> call.send(new byte[1])).isInstanceOf(GrpcException.class);
        assertThat(server.read(FrameType.RST_STREAM).getStreamId()).isOne();
    }

    private GrpcCall call() throws Exception {
        server = RawPeer.server(sockets.server());
        return client.call("/S/M", "hi".getBytes(StandardCharsets.UTF_8));
    }

    /** A call that comes back was made after the settings. */
    private void awaitSettings() throws Exception {
        RawFrame settings = server.read(FrameType.SETTINGS);
        while (!settings.isFlagSet(FrameFlag.ACK)) {
            settings = server.read(FrameType.SETTINGS);
        }
    }

    private void frame(FrameType type, int flags, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.putInt(payload.length << 8 | type.getValue())
                .put((byte) flags)
                .putInt(1)
                .put(payload);
        server.write(frame.array());
    }

    private static void drain(GrpcCall call) throws Exception {
        while (call.receive().isPresent()) {
            // Until it fails.
        }
    }

    private static void assertEnds(GrpcCall call, GrpcStatus status, String words) {
        assertThatThrownBy(call::receive)
                .isInstanceOfSatisfying(
                        GrpcException.class, e -> assertThat(e.status()).isEqualTo(status))
                .hasMessageContaining(words);
    }

    private static void quietly(Action action) {
        try {
            action.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Action {
        void run() throws Exception;
    }
}
