package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.grpc.GrpcCall;
import io.github.ecsmaven.buildkit.grpc.GrpcException;
import io.github.ecsmaven.buildkit.grpc.GrpcStatus;
import io.github.ecsmaven.buildkit.grpc.Threads;
import io.github.ecsmaven.buildkit.wire.Packet;
import io.github.ecsmaven.buildkit.wire.Stat;
import io.github.ecsmaven.context.ContextEntry;
import io.github.ecsmaven.context.SourceDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One transfer of a directory: shows all its entries, and sends the content of those files that the builder asks for because it does not
 * have them from an earlier build (tonistiigi/fsutil: the sender's side). The two go on at once.
 */
final class DirectorySender {
    /** Bytes of content in one packet. */
    private static final int CHUNK = 128 * 1024;

    private static final int NO_MORE_REQUESTS = -1;
    private static final ContextEntry.Device NO_DEVICE = new ContextEntry.Device(0, 0);

    private final SourceDirectory source;
    private final SourceDirectory.Wanted wanted;
    private final GrpcCall call;
    private final SessionFailure failure;
    private final BlockingQueue<Integer> requests = new LinkedBlockingQueue<>();
    private final Map<Integer, ContextEntry> files = new ConcurrentHashMap<>();

    DirectorySender(SourceDirectory source, SourceDirectory.Wanted wanted, GrpcCall call, SessionFailure failure) {
        this.source = source;
        this.wanted = wanted;
        this.call = call;
        this.failure = failure;
    }

    /** Returns when the builder has what it wants, or has given up. */
    void send() throws IOException, InterruptedException {
        Thread walking = start("ecs-context-walk", this::showEntries);
        Thread sending = start("ecs-context-send", this::sendContents);
        try {
            takeRequests();
        } finally {
            requests.add(NO_MORE_REQUESTS);
            Threads.join(walking);
            Threads.join(sending);
        }
    }

    private void takeRequests() throws IOException, InterruptedException {
        Optional<byte[]> message = call.receive();
        while (message.isPresent() && goesOn(Messages.read(message.get(), Packet::read))) {
            message = call.receive();
        }
    }

    private boolean goesOn(Packet packet) throws IOException, InterruptedException {
        switch (packet.type()) {
            case Packet.REQUEST -> requests.add(packet.id());
            case Packet.FINISH -> {
                call.sendLater(Packet.finish().toByteArray());
                call.finish(GrpcStatus.OK, "");
            }
            case Packet.ERROR -> call.finish(GrpcStatus.OK, "");
            default -> {
                // A later BuildKit may say more than we know.
            }
        }
        return !call.isOver();
    }

    private void showEntries() throws IOException {
        Numbering numbering = new Numbering();
        source.visitEntries(wanted, entry -> {
            int number = numbering.next++;
            if (isFileToBuilder(entry)) {
                files.put(number, entry);
            }
            show(Packet.entry(statOf(entry)));
        });
        show(Packet.endOfEntries());
        call.flush();
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
        ContextEntry.Device device = entry.device().orElse(NO_DEVICE);
        return new Stat(
                entry.path(),
                GoFileMode.of(entry),
                sizeOf(entry),
                entry.lastModified().to(TimeUnit.NANOSECONDS),
                entry.linkTarget().orElse(""),
                device.major(),
                device.minor());
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
            call.send(Packet.endOfData(number).toByteArray());
        }
    }

    private void send(int number, Path file, byte[] buffer) throws IOException, InterruptedException {
        try (InputStream in = open(file)) {
            for (int length = in.readNBytes(buffer, 0, CHUNK); length > 0; length = in.readNBytes(buffer, 0, CHUNK)) {
                call.send(Packet.headOfData(number, length), buffer, length);
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

    /** Entries are many and small: they go together. */
    private void show(Packet packet) throws IOException {
        try {
            call.sendLater(packet.toByteArray());
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private Thread start(String name, Work work) {
        Thread thread = Threads.daemon(name, () -> {
            try {
                work.run();
            } catch (GrpcException | InterruptedException over) {
                // The builder has what it wants, or has given up and says why itself.
            } catch (IOException e) {
                fail(new UncheckedIOException(e));
            } catch (RuntimeException e) {
                fail(e);
            }
        });
        thread.start();
        return thread;
    }

    private void fail(RuntimeException e) {
        if (!call.isOver()) {
            failure.set(e);
            call.finish(GrpcStatus.UNKNOWN, String.valueOf(e.getMessage()));
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }
}
