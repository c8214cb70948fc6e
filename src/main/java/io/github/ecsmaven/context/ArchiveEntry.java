package io.github.ecsmaven.context;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * What an archive of the zip format says of an entry's content.
 *
 * @param content where it begins
 * @param compressed its length in the archive
 * @param size its length when it is not compressed
 * @param method how it is compressed
 * @param isArchive whether it may be an archive, by its name and by how it can be read
 */
record ArchiveEntry(long content, long compressed, long size, int method, boolean isArchive) {
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int ENCRYPTED = 1;
    private static final int NAME = 46;
    private static final int SUFFIX = 4;
    private static final int MOST_IN_MEMORY = 64 << 20;
    /** So long that each thread's could be too much together. */
    private static final int LARGE = 4 << 20;

    private static final Object ONE_AT_A_TIME = new Object();
    /** How much Deflate can make of a byte, and some. */
    private static final int MOST_DEFLATED = 1100;

    /**
     * Reads a header of the central directory (APPNOTE 4.3.12).
     *
     * @param content where the entry's content begins
     */
    static ArchiveEntry of(byte[] headers, int header, long content) {
        int method = LittleEndian.half(headers, header + 10);
        long compressed = LittleEndian.word(headers, header + 20);
        long size = LittleEndian.word(headers, header + 24);
        boolean readable = (LittleEndian.half(headers, header + 8) & ENCRYPTED) == 0
                && (method == STORED
                        ? size == compressed
                        : method == DEFLATED && size <= Math.min(MOST_IN_MEMORY, compressed * MOST_DEFLATED));
        return new ArchiveEntry(content, compressed, size, method, readable && isNamedSo(headers, header));
    }

    private static boolean isNamedSo(byte[] headers, int header) {
        int length = LittleEndian.half(headers, header + 28);
        return length >= SUFFIX
                && FileHash.isArchive(
                        new String(headers, header + NAME + length - SUFFIX, SUFFIX, StandardCharsets.ISO_8859_1));
    }

    /** Where its content ends. */
    long end() {
        return content + compressed;
    }

    /** The hash of the archive that it is; nothing where it is none. */
    Optional<String> hash(ByteWindow file, Nesting around) throws IOException {
        Optional<Nesting> nesting = around.deeper();
        if (nesting.isEmpty()) {
            return Optional.empty();
        }
        if (method == STORED) {
            return ArchiveHash.of(file, content, end(), nesting.get());
        }
        if (size < LARGE) {
            return inflatedHash(file, nesting.get());
        }
        synchronized (ONE_AT_A_TIME) {
            return inflatedHash(file, nesting.get());
        }
    }

    private Optional<String> inflatedHash(ByteWindow file, Nesting nesting) throws IOException {
        Optional<byte[]> inflated = nesting.takes(size) ? inflated(file) : Optional.empty();
        return inflated.flatMap(bytes -> ArchiveHash.of(ByteWindow.of(bytes), 0, bytes.length, nesting));
    }

    /** Nothing where it is not as long as it is said to be. */
    private Optional<byte[]> inflated(ByteWindow file) throws IOException {
        byte[] inflated = new byte[(int) size];
        Inflater inflater = new Inflater(true);
        try {
            int length = inflate(inflater, file, inflated);
            boolean whole = length == size && inflater.finished() && inflater.getBytesRead() == compressed;
            return whole ? Optional.of(inflated) : Optional.empty();
        } catch (DataFormatException damaged) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    private int inflate(Inflater inflater, ByteWindow file, byte[] inflated) throws IOException, DataFormatException {
        int length = 0;
        long read = content;
        while (!inflater.finished()) {
            if (inflater.needsInput()) {
                int next = (int) Math.min(end() - read, file.capacity());
                if (next == 0) {
                    throw new ZipException("content that does not end");
                }
                inflater.setInput(file.bytes(), file.at(read, next), next);
                read += next;
            }
            int more = inflater.inflate(inflated, length, inflated.length - length);
            length += more;
            if (more == 0 && !inflater.finished() && !inflater.needsInput()) {
                throw new ZipException("content that is longer than it is said to be");
            }
        }
        return length;
    }
}
