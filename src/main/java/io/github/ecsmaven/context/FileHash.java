package io.github.ecsmaven.context;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Hashes what a file means to an image: of jars and other archives of the zip format all but the times, of anything else the bytes. */
final class FileHash {
    private static final int SIGNATURE = 4;
    /** A library fits; of what is larger, several at once would take too much. */
    private static final int MOST_IN_MEMORY = 8 << 20;
    /** The threads that hash end with their context; each reads its archives into the same bytes. */
    private static final ThreadLocal<byte[]> ARCHIVE = ThreadLocal.withInitial(() -> new byte[1 << 20]);

    private FileHash() {}

    static String of(Path file) throws IOException {
        if (isArchive(file.getFileName().toString())) {
            try (SeekableByteChannel channel = Files.newByteChannel(file)) {
                Optional<String> hash =
                        channel.size() < SIGNATURE ? Optional.empty() : ArchiveHash.of(inMemory(channel));
                if (hash.isPresent()) {
                    return hash.get();
                }
            }
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new HashInput().add("bytes").addAll(in).hex();
        }
    }

    /** An archive is read in thousands of small pieces, each of which would be a call of the operating system. */
    private static SeekableByteChannel inMemory(SeekableByteChannel channel) throws IOException {
        if (channel.size() > MOST_IN_MEMORY) {
            return channel;
        }
        ByteBuffer archive = ByteBuffer.wrap(archiveOf((int) channel.size()));
        while (archive.hasRemaining() && channel.read(archive) >= 0) {
            continue;
        }
        return new SeekableInMemoryByteChannel(archive.array()).truncate(archive.position());
    }

    private static byte[] archiveOf(int size) {
        byte[] bytes = ARCHIVE.get();
        if (bytes.length < size) {
            bytes = new byte[Math.min(MOST_IN_MEMORY, 2 * size)];
            ARCHIVE.set(bytes);
        }
        return bytes;
    }

    static boolean isArchive(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".jar") || lower.endsWith(".war") || lower.endsWith(".zip");
    }
}
