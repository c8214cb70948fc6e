package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.wire.Packet;
import io.github.ecsmaven.buildkit.wire.Stat;
import io.github.ecsmaven.context.ContextEntry;
import io.github.ecsmaven.context.SourceDirectory;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One transfer of a directory: shows all its entries, and sends the content of those files that the builder asks for because it does not
 * have them from an earlier build (tonistiigi/fsutil: the sender's side). The two go on at once.
 */
final class DirectorySender implements StreamObserver<Packet> {
    /** Bytes of content in one packet, and bytes that may wait for the connection. */
    private static final int CHUNK = 128 * 1024;

    private static final int READY_THRESHOLD = 4 * CHUNK;
    private static final int NO_MORE_REQUESTS = -1;

    private final SourceDirectory source;
    private final SourceDirectory.Wanted wanted;
    private final ServerCallStreamObserver<Packet> toBuilder;
    private final SessionFailure failure;
    private final BlockingQueue<Integer> requests = new LinkedBlockingQueue<>();
    private final Map<Integer, ContextEntry> files = new ConcurrentHashMap<>();
    private final Object turn = new Object();
    private boolean ended;

    private DirectorySender(
            SourceDirectory source,
            SourceDirectory.Wanted wanted,
            ServerCallStreamObserver<Packet> toBuilder,
            SessionFailure failure) {
        this.source = source;
        this.wanted = wanted;
        this.toBuilder = toBuilder;
        this.failure = failure;
    }

    static DirectorySender start(
            SourceDirectory source,
            SourceDirectory.Wanted wanted,
            ServerCallStreamObserver<Packet> toBuilder,
            SessionFailure failure) {
        DirectorySender sender = new DirectorySender(source, wanted, toBuilder, failure);
        toBuilder.setOnReadyThreshold(READY_THRESHOLD);
        toBuilder.setOnReadyHandler(sender::wake);
        toBuilder.setOnCancelHandler(sender::stop);
        sender.run("ecs-context-walk", sender::showEntries);
        sender.run("ecs-context-send", sender::sendContents);
        return sender;
    }

    @Override
    public void onNext(Packet packet) {
        switch (packet.type()) {
            case Packet.REQUEST -> requests.add(packet.id());
            case Packet.FINISH -> finish();
            case Packet.ERROR -> stop();
            default -> {
                // A later BuildKit may say more than we know.
            }
        }
    }

    @Override
    public void onError(Throwable cancelled) {
        stop();
    }

    @Override
    public void onCompleted() {
        // The builder says with FINISH that it has everything.
    }

    private void showEntries() throws IOException {
        Numbering numbering = new Numbering();
        source.visitEntries(wanted, entry -> {
            int number = numbering.next++;
            if (isFileToBuilder(entry)) {
                files.put(number, entry);
            }
            send(Packet.entry(statOf(entry)));
        });
        send(Packet.endOfEntries());
    }

    private static final class Numbering {
        private int next;
    }

    private static boolean isFileToBuilder(ContextEntry entry) {
        return switch (entry.type()) {
            case FILE, HARD_LINK, SOCKET -> true;
            case DIRECTORY, SYMBOLIC_LINK, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE -> false;
        };
    }

    private static Stat statOf(ContextEntry entry) {
        return new Stat(
                entry.path(),
                GoFileMode.of(entry),
                sizeOf(entry),
                entry.lastModified().to(TimeUnit.NANOSECONDS),
                entry.linkTarget().orElse(""),
                entry.device().map(ContextEntry.Device::major).orElse(0),
                entry.device().map(ContextEntry.Device::minor).orElse(0));
    }

    // A link of another length than the one it has is a changed one to the builder, and its directory gets a new time.
    private static long sizeOf(ContextEntry entry) {
        return entry.type() == ContextEntry.Type.SYMBOLIC_LINK
                ? entry.linkTarget().orElse("").getBytes(StandardCharsets.UTF_8).length
                : entry.size();
    }

    private void sendContents() throws IOException, InterruptedException {
        byte[] buffer = new byte[CHUNK];
        for (int number = requests.take(); number != NO_MORE_REQUESTS; number = requests.take()) {
            ContextEntry file = files.remove(number);
            if (file == null) {
                throw new IOException("the builder asked for entry " + number + ", which is no file");
            }
            if (file.type() != ContextEntry.Type.SOCKET) {
                send(number, file.file(), buffer);
            }
            send(Packet.endOfData(number));
        }
    }

    private void send(int number, Path file, byte[] buffer) throws IOException {
        try (InputStream in = open(file)) {
            for (int length = in.readNBytes(buffer, 0, CHUNK); length > 0; length = in.readNBytes(buffer, 0, CHUNK)) {
                send(Packet.data(number, Arrays.copyOf(buffer, length)));
            }
        }
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new ActionableException(
                    "The file " + file + " of the build context cannot be read: " + e + ".",
                    "Make it readable for the user who runs Maven, or leave it out with .dockerignore.",
                    e);
        }
    }

    private void send(Packet packet) throws IOException {
        synchronized (turn) {
            try {
                while (!toBuilder.isReady() && !ended) {
                    turn.wait();
                }
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            if (ended) {
                throw new Ended();
            }
            toBuilder.onNext(packet);
        }
    }

    private void finish() {
        requests.add(NO_MORE_REQUESTS);
        synchronized (turn) {
            if (!ended) {
                ended = true;
                toBuilder.onNext(Packet.finish());
                toBuilder.onCompleted();
            }
        }
    }

    private void wake() {
        synchronized (turn) {
            turn.notifyAll();
        }
    }

    private void stop() {
        requests.add(NO_MORE_REQUESTS);
        synchronized (turn) {
            ended = true;
            turn.notifyAll();
        }
    }

    private void run(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Ended e) {
                        // The builder has what it wants, or has given up and says why itself.
                    } catch (IOException | RuntimeException e) {
                        fail(
                                e instanceof RuntimeException own
                                        ? own
                                        : new java.io.UncheckedIOException((IOException) e));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void fail(RuntimeException e) {
        failure.set(e);
        synchronized (turn) {
            if (!ended) {
                ended = true;
                toBuilder.onError(Status.UNKNOWN
                        .withDescription(String.valueOf(e.getMessage()))
                        .asRuntimeException());
            }
            turn.notifyAll();
        }
        requests.add(NO_MORE_REQUESTS);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** The transfer is over. */
    private static final class Ended extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
