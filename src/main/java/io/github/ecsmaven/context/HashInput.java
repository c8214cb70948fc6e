package io.github.ecsmaven.context;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is hashed with SHA-256. Every field goes in with its length, so that no two lists of fields read alike. */
final class HashInput {
    private static final int SMALL_BUFFER = 8 * 1024;
    private static final int BUFFER = 64 * 1024;

    private final MessageDigest digest = sha256();
    // Kept: a new one for each of the 24,000 entries of an application's jars makes a gigabyte of garbage, and the heap
    // grows by it.
    private byte[] buffer = {};
    private final ByteBuffer longBytes = ByteBuffer.allocate(Long.BYTES);

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    HashInput add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    HashInput add(byte[] bytes) {
        add(bytes.length);
        digest.update(bytes);
        return this;
    }

    /** Bytes without their length, for those of which what comes before them tells it. */
    HashInput addPlain(byte[] bytes, int from, int length) {
        digest.update(bytes, from, length);
        return this;
    }

    HashInput add(long number) {
        digest.update(longBytes.putLong(0, number).array());
        return this;
    }

    /** All that is left in the stream, and its length after it. */
    HashInput addAll(InputStream in) throws IOException {
        if (buffer.length == 0) {
            buffer = new byte[SMALL_BUFFER];
        }
        long length = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
            length += read;
            if (read == buffer.length && read < BUFFER) {
                buffer = new byte[BUFFER];
            }
        }
        return add(length);
    }

    /** 64 hexadecimal digits; the input begins anew. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
