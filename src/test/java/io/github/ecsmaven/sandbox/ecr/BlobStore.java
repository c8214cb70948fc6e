package io.github.ecsmaven.sandbox.ecr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Configurations and layers on disk, by digest, in a directory of its own that goes when the store is closed. */
public final class BlobStore implements AutoCloseable {
    private static final String PREFIX = "ecs-sandbox-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-[0-9]+");

    private final Path directory;

    private BlobStore(Path directory) {
        this.directory = directory;
    }

    public static BlobStore inTemporaryDirectory() {
        try {
            return new BlobStore(
                    Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-"));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    /** Deletes the stores of sandboxes of this machine that were killed before they could. */
    public static void removeLeftovers() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (DirectoryStream<Path> stores = Files.newDirectoryStream(temporary, PREFIX + "*-*")) {
            for (Path store : stores) {
                if (isLeftover(store)) {
                    new BlobStore(store).close();
                }
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static boolean isLeftover(Path store) {
        Matcher name = NAME.matcher(store.getFileName().toString());
        return name.matches()
                && Files.isDirectory(store, LinkOption.NOFOLLOW_LINKS)
                && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    /** A file for bytes whose digest is not known yet. */
    public Path newUpload() {
        return directory.resolve("upload-" + UUID.randomUUID());
    }

    /** Makes a finished upload the blob of this digest. */
    public void keep(Path upload, String digest) throws IOException {
        Files.move(upload, path(digest), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Stores bytes and tells their digest. */
    public String put(byte[] bytes) {
        try {
            String digest = Digests.of(bytes);
            Files.write(path(digest), bytes);
            return digest;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    public Path path(String digest) {
        return directory.resolve(digest.replace(':', '-'));
    }

    public long size(String digest) {
        try {
            return Files.size(path(digest));
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
