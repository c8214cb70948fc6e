package io.github.ecsmaven.context;

import java.io.IOException;
import java.io.InputStream;
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

    private FileHash() {}

    static String of(Path file) throws IOException {
        if (isArchive(file.getFileName().toString())) {
            try (SeekableByteChannel channel = Files.newByteChannel(file)) {
                Optional<String> hash =
                        channel.size() < SIGNATURE ? Optional.empty() : ArchiveHash.of(inMemory(channel, file));
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
    private static SeekableByteChannel inMemory(SeekableByteChannel channel, Path file) throws IOException {
        return channel.size() > MOST_IN_MEMORY ? channel : new SeekableInMemoryByteChannel(Files.readAllBytes(file));
    }

    static boolean isArchive(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".jar") || lower.endsWith(".war") || lower.endsWith(".zip");
    }
}
