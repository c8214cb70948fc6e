package io.github.ecsmaven.buildkit.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http2.frame.FrameFlag;
import org.apache.hc.core5.http2.frame.FrameType;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our server, against clients that do what gRPC's for Go does, and what nobody should. */
@Timeout(20)
class GrpcServerTest {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private GrpcServer server;
    private RawPeer client;

    @AfterEach
    void end() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void answersWithHeadersMessagesAndAStatus() throws Exception {
        serve(call -> call.sendLater(call.receive().orElseThrow()));
        ask(1, true, "hi");

        assertThat(client.readHeaders()).containsExactly(":status: 200", "content-type: application/grpc");
        assertThat(RawPeer.bytes(client.read(FrameType.DATA).getPayload())).isEqualTo(RawPeer.framed("hi"));
        assertThat(client.readHeaders()).containsExactly("grpc-status: 0");
    }

    @Test
    void answersARefusalWithTrailersOnly() throws Exception {
        serve(call -> {
            throw GrpcStatus.NOT_FOUND.because("kein Schlüssel\n");
        });
        ask(1, true, "hi");

        assertThat(client.readHeaders())
                .containsExactly(
                        ":status: 200",
                        "content-type: application/grpc",
                        "grpc-status: 5",
                        "grpc-message: kein Schl%C3%BCssel%0A");
    }

    @Test
    void asksForNoMoreOfARequestThatIsAnswered() throws Exception {
        serve(call -> {});
        ask(1, false, "hi");

        assertThat(client.readHeaders()).contains("grpc-status: 0");
        RawFrame reset = client.read(FrameType.RST_STREAM);
        assertThat(reset.getPayload().getInt()).isEqualTo(Http2Error.NO_ERROR);
        // What was on its way does no harm, nor does a second reset.
        client.write(RawPeer.FRAMES.createData(1, ByteBuffer.wrap(RawPeer.framed("late")), true));
        client.write(RawPeer.FRAMES.createWindowUpdate(1, 100));
        client.write(RawPeer.FRAMES.createResetStream(1, Http2Error.CANCEL));
        ask(3, true, "again");
        assertThat(client.readHeaders()).contains("grpc-status: 0");
    }

    @Test
    void tellsAHandlerThatTheClientIsGone() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        serve(call -> {
            try {
                call.receive();
                begun.countDown();
                call.receive();
            } catch (IOException e) {
                ended.complete(e);
            }
        });
        ask(1, false, "hi");
        begun.await(10, TimeUnit.SECONDS);
        client.close();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(GrpcException.class);
    }

    @Test
    void speaksOnlyHttp2() throws Exception {
        serve(call -> {});
        client.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> client.read(FrameType.HEADERS)).isInstanceOf(IOException.class);
    }

    @Test
    void endsAConnectionWhoseHeadersCannotBeRead() throws Exception {
        serve(call -> {});
        greet();
        client.write(RawPeer.FRAMES.createHeaders(1, ByteBuffer.wrap(new byte[] {(byte) 0xff, 0x7f}), true, true));

        RawFrame goAway = client.read(FrameType.GOAWAY);
        assertThat(RawPeer.errorOf(goAway)).isEqualTo(Http2Error.COMPRESSION_ERROR);
    }

    @Test
    void wantsTheFramesOfOneHeaderBlockTogether() throws Exception {
        serve(call -> {});
        greet();
        client.write(RawPeer.FRAMES.createHeaders(1, ByteBuffer.wrap(client.block(":path", "/S/M")), false, true));
        client.write(RawPeer.FRAMES.createPing(ByteBuffer.allocate(8)));

        assertThat(RawPeer.errorOf(client.read(FrameType.GOAWAY))).isEqualTo(Http2Error.PROTOCOL_ERROR);
    }

    @Test
    void answersPingsWhileNobodyTakesWhatItSends() throws Exception {
        serve(call -> call.send(new byte[100_000]));
        ask(1, true, "hi");
        client.read(FrameType.DATA);
        client.write(RawPeer.FRAMES.createPing(ByteBuffer.wrap("01234567".getBytes(StandardCharsets.US_ASCII))));

        assertThat(client.read(FrameType.PING).isFlagSet(FrameFlag.ACK)).isTrue();
    }

    private void serve(GrpcServer.Handler handler) throws IOException {
        SocketPair sockets = SocketPair.open();
        server = GrpcServer.start(sockets.server(), Map.of("/S/M", handler));
        client = new RawPeer(sockets.client());
    }

    private void greet() throws IOException {
        client.write(PREFACE);
        client.write(RawPeer.FRAMES.createSettings());
    }

    private void ask(int stream, boolean end, String message) throws IOException {
        if (stream == 1) {
            greet();
        }
        client.headers(stream, false, ":method", "POST", ":scheme", "http", ":path", "/S/M", "te", "trailers");
        client.write(RawPeer.FRAMES.createData(stream, ByteBuffer.wrap(RawPeer.framed(message)), end));
    }
}
