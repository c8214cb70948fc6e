package io.github.ecsmaven.context;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Hashes what a file means to an image: of jars and other archives of the zip format all but the times, of anything else the bytes. */
final class FileHash {
    private FileHash() {}

    static String of(Path file) throws IOException {
        if (isArchive(file.getFileName().toString())) {
            try (SeekableByteChannel channel = Files.newByteChannel(file)) {
                Optional<String> hash = ArchiveHash.of(channel);
                if (hash.isPresent()) {
                    return hash.get();
                }
            }
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new HashInput().add("bytes").addAll(in).hex();
        }
    }

    static boolean isArchive(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".jar") || lower.endsWith(".war") || lower.endsWith(".zip");
    }
}
