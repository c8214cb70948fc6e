package io.github.ecsmaven.buildkit.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our client and our server, speaking to each other. */
@Timeout(20)
class GrpcCallsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MEGABYTE = 1 << 20;

    private final Map<String, GrpcServer.Handler> methods = new HashMap<>();
    private GrpcServer server;
    private GrpcClient client;

    @AfterEach
    void end() {
        if (client != null) {
            client.close();
            server.close();
        }
    }

    @Test
    void answersAQuestion() throws Exception {
        connect(
                "/Greeter/Greet",
                call -> call.send(bytes("hello " + text(call.receive().orElseThrow()))));

        assertThat(text(client.ask("/Greeter/Greet", bytes("Ada"), PATIENCE))).isEqualTo("hello Ada");
        assertThat(text(client.ask("/Greeter/Greet", bytes(""), PATIENCE))).isEqualTo("hello ");
    }

    @Test
    void echoesMessagesThatAreLongerThanAllWindows() throws Exception {
        connect("/Echo/Echo", GrpcCallsTest::echo);
        byte[] message = new byte[6 * MEGABYTE];
        new Random(1).nextBytes(message);

        assertThat(client.ask("/Echo/Echo", message, PATIENCE)).isEqualTo(message);
    }

    @Test
    void sendsManySmallMessagesTogether() throws Exception {
        connect("/Echo/Echo", GrpcCallsTest::echo);
        GrpcCall call = client.call("/Echo/Echo", new Headers());
        for (int i = 0; i < 1000; i++) {
            call.sendLater(bytes("message " + i));
        }
        call.endSending();

        for (int i = 0; i < 1000; i++) {
            assertThat(text(call.receive().orElseThrow())).isEqualTo("message " + i);
        }
        assertThat(call.receive()).isEmpty();
        assertThat(call.isOver()).isTrue();
    }

    @Test
    void carriesHeadersOfAnyLengthAndLanguage() throws Exception {
        String longValue = "x".repeat(50_000);
        connect("/Headers/Show", call -> {
            call.send(bytes(String.join(",", call.headers().all("name"))));
            call.send(bytes(call.headers().first("long")));
        });
        GrpcCall call = client.call(
                "/Headers/Show",
                new Headers().with("Name", "é🐳").with("name", "b").with("long", longValue));

        assertThat(text(call.receive().orElseThrow())).isEqualTo("é🐳,b");
        assertThat(text(call.receive().orElseThrow())).isEqualTo(longValue);
    }

    @Test
    void tellsWithWhichStatusACallEnds() throws Exception {
        connect("/Gate/Open", call -> {
            throw GrpcStatus.PERMISSION_DENIED.because("100% geschlossen: ä\n\"🐳\"");
        });

        assertThatThrownBy(() -> client.ask("/Gate/Open", bytes(""), PATIENCE))
                .isInstanceOfSatisfying(
                        GrpcException.class, e -> assertThat(e.status()).isEqualTo(GrpcStatus.PERMISSION_DENIED))
                .hasMessage("100% geschlossen: ä\n\"🐳\"");
    }

    @Test
    void tellsTheStatusAfterTheMessagesBeforeIt() throws Exception {
        connect("/Gate/Open", call -> {
            call.send(bytes("knock"));
            throw new IllegalStateException("broken");
        });
        GrpcCall call = client.call("/Gate/Open", bytes(""));

        assertThat(text(call.receive().orElseThrow())).isEqualTo("knock");
        assertEnds(call, GrpcStatus.UNKNOWN, "broken");
    }

    @Test
    void knowsOnlyItsMethods() throws Exception {
        connect("/Gate/Open", call -> {});

        assertThatThrownBy(() -> client.ask("/Gate/Close", bytes(""), PATIENCE))
                .isInstanceOfSatisfying(
                        GrpcException.class, e -> assertThat(e.status()).isEqualTo(GrpcStatus.UNIMPLEMENTED))
                .hasMessageContaining("/Gate/Close");
    }

    @Test
    void givesUpWhenThereIsNoAnswerInTime() throws Exception {
        connect("/Slow/Sleep", call -> Thread.sleep(60_000));

        assertThatThrownBy(() -> client.ask("/Slow/Sleep", bytes(""), Duration.ofMillis(50)))
                .isInstanceOfSatisfying(
                        GrpcException.class, e -> assertThat(e.status()).isEqualTo(GrpcStatus.DEADLINE_EXCEEDED));
    }

    @Test
    void letsTheServerKnowThatACallIsCancelled() throws Exception {
        CompletableFuture<Throwable> heard = new CompletableFuture<>();
        connect("/Slow/Wait", call -> heard.complete(failure(call)));
        GrpcCall call = client.call("/Slow/Wait", new Headers());
        call.send(bytes("begin"));

        call.close();

        assertThat(heard.get(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        GrpcException.class, e -> assertThat(e.status()).isEqualTo(GrpcStatus.CANCELLED));
        assertEnds(call, GrpcStatus.CANCELLED, "cancelled");
    }

    @Test
    void anInterruptEndsTheWaitingAndNotTheConnection() throws Exception {
        connect("/Echo/Echo", GrpcCallsTest::echo);
        GrpcCall call = client.call("/Echo/Echo", new Headers());

        Thread.currentThread().interrupt();

        assertThatThrownBy(call::receive).isInstanceOf(InterruptedException.class);
        assertThat(text(client.ask("/Echo/Echo", bytes("still here"), PATIENCE)))
                .isEqualTo("still here");
    }

    @Test
    void aSlowReceiverHoldsUpTheSenderAndNobodyElse() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        methods.put("/Echo/Echo", GrpcCallsTest::echo);
        connect("/Flood/Flood", call -> {
            for (int i = 0; i < 64; i++) {
                call.send(new byte[MEGABYTE / 4]);
                sent.incrementAndGet();
            }
            done.countDown();
        });
        GrpcCall flood = client.call("/Flood/Flood", bytes(""));

        assertThat(flood.receive().orElseThrow()).hasSize(MEGABYTE / 4);
        assertThat(client.ask("/Echo/Echo", new byte[3 * MEGABYTE], PATIENCE)).hasSize(3 * MEGABYTE);
        assertThat(done.getCount()).isOne();
        assertThat(sent.get()).isLessThanOrEqualTo(1 + Http2Stream.WINDOW / (MEGABYTE / 4));
        for (int i = 1; i < 64; i++) {
            assertThat(flood.receive().orElseThrow()).hasSize(MEGABYTE / 4);
        }
        assertThat(flood.receive()).isEmpty();
    }

    @Test
    void keepsManyCallsApart() throws Exception {
        connect("/Echo/Echo", GrpcCallsTest::echo);

        List<CompletableFuture<Boolean>> calls = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> isEchoed((byte) i, 300_000 + i)))
                .toList();

        assertThat(calls).allMatch(CompletableFuture::join);
    }

    @Test
    void bothSidesMaySendAsMuchAsTheyCanAtOnce() throws Exception {
        connect("/Both/Flood", call -> {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendMegabytes(call, 32));
            for (int i = 0; i < 32; i++) {
                assertThat(call.receive().orElseThrow()).hasSize(MEGABYTE);
            }
            sending.join();
        });
        GrpcCall call = client.call("/Both/Flood", new Headers());
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendMegabytes(call, 32));

        for (int i = 0; i < 32; i++) {
            assertThat(call.receive().orElseThrow()).hasSize(MEGABYTE);
        }
        sending.get(10, TimeUnit.SECONDS);
        assertThat(call.receive()).isEmpty();
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        CountDownLatch waiting = new CountDownLatch(2);
        methods.put("/Slow/Sleep", call -> {
            waiting.countDown();
            Thread.sleep(60_000);
        });
        connect("/Slow/Wait", call -> {
            waiting.countDown();
            call.receive();
        });
        GrpcCall open = client.call("/Slow/Wait", new Headers());
        client.call("/Slow/Sleep", new Headers());
        waiting.await(10, TimeUnit.SECONDS);

        server.close();
        assertEnds(open, GrpcStatus.UNAVAILABLE, "connection");
        client.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("ecs-grpc"));
    }

    @Test
    void aCallOnAConnectionThatWasClosedFailsAtOnce() throws Exception {
        connect("/Echo/Echo", GrpcCallsTest::echo);
        client.close();

        assertThatThrownBy(() -> client.call("/Echo/Echo", bytes(""))).isInstanceOf(GrpcException.class);
    }

    private void connect(String method, GrpcServer.Handler handler) throws IOException {
        methods.put(method, handler);
        SocketPair sockets = SocketPair.open();
        server = GrpcServer.start(sockets.server(), methods);
        client = GrpcClient.over(sockets.client());
    }

    private boolean isEchoed(byte content, int length) {
        byte[] message = new byte[length];
        Arrays.fill(message, content);
        try {
            return Arrays.equals(client.ask("/Echo/Echo", message, PATIENCE), message);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sendMegabytes(GrpcCall call, int count) {
        try {
            for (int i = 0; i < count; i++) {
                call.send(new byte[MEGABYTE]);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void echo(GrpcCall call) throws IOException, InterruptedException {
        for (Optional<byte[]> message = call.receive(); message.isPresent(); message = call.receive()) {
            call.send(message.get());
        }
    }

    private static Throwable failure(GrpcCall call) {
        try {
            while (call.receive().isPresent()) {
                // What is received before the end is of no interest.
            }
            return new AssertionError("it ended well");
        } catch (IOException | InterruptedException e) {
            return e;
        }
    }

    private static void assertEnds(GrpcCall call, GrpcStatus status, String words) {
        assertThatThrownBy(call::receive)
                .isInstanceOfSatisfying(
                        GrpcException.class, e -> assertThat(e.status()).isEqualTo(status))
                .hasMessageContaining(words);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
