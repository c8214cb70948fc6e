package io.github.ecsmaven.sandbox.registry;

import io.github.ecsmaven.sandbox.ecr.BlobStore;
import io.github.ecsmaven.sandbox.ecr.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/** A blob on its way in: its digest is computed while the bytes go to disk. */
final class Upload {
    private static final int BUFFER = 256 << 10;

    private final String repository;
    private final Path file;
    private final OutputStream out;
    private final MessageDigest hash = Digests.sha256();
    private long size;

    private Upload(String repository, Path file, OutputStream out) {
        this.repository = repository;
        this.file = file;
        this.out = out;
    }

    static Upload start(String repository, BlobStore blobs) throws IOException {
        Path file = blobs.newUpload();
        return new Upload(repository, file, Files.newOutputStream(file));
    }

    String repository() {
        return repository;
    }

    synchronized long size() {
        return size;
    }

    synchronized void append(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            hash.update(buffer, 0, count);
            out.write(buffer, 0, count);
            size += count;
        }
    }

    /** Keeps the blob under its digest, if it has that digest; else throws the bytes away. */
    synchronized boolean finish(String digest, BlobStore blobs) throws IOException {
        out.close();
        if (!Digests.format(hash.digest()).equals(digest)) {
            Files.delete(file);
            return false;
        }
        blobs.keep(file, digest);
        return true;
    }
}
