package io.github.ecsmaven.context;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * Hashes an archive of the zip format without the times in it, by which two builds of the same sources differ: all its bytes but those, and
 * but those that only say where in the file something is. Archives within it, such as the libraries of a Spring Boot jar, are hashed in
 * the same way. What is not all of it well formed is not hashed here. A library for such archives makes objects of each entry, with which
 * a JVM that has just started takes four times as long.
 *
 * <p>Formats: PKWARE's APPNOTE 6.3.10, sections 4.3 (order), 4.4 (fields), 4.5 (extra fields).
 */
final class ArchiveHash {
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int LOCAL_EXTRA = 28;
    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int CENTRAL_LENGTH = 46;
    private static final int CENTRAL_EXTRA = 30;
    /** Lengths of a data descriptor: none, or with CRC and sizes of 32 or 64 bits, with a signature or without. */
    private static final Set<Long> DESCRIPTORS = Set.of(0L, 12L, 16L, 20L, 24L);

    private final ByteWindow file;
    private final ArchiveDirectory directory;
    private final byte[] headers;
    private final Nesting nesting;
    private final HashInput hash = new HashInput();
    private final byte[] local = new byte[LOCAL_LENGTH];
    /** Up to where the file is hashed. */
    private long hashed;
    /** Where the content of the entry before ends. */
    private long end;
    /** Whether that entry is an archive that is hashed as one, so that its CRC and its lengths do not count. */
    private boolean afterArchive;

    private ArchiveHash(ByteWindow file, long from, long to, Nesting nesting) throws IOException {
        this.file = file;
        this.directory = ArchiveDirectory.in(file, from, to);
        this.headers = directory.headers();
        this.nesting = nesting;
        this.hashed = from;
    }

    /** The hash, or nothing when it is no well-formed archive; the channel stays open, and its position is anywhere. */
    static Optional<String> of(SeekableByteChannel channel) throws IOException {
        ByteWindow file = ByteWindow.of(channel);
        return of(file, 0, file.size(), Nesting.inFile(file.size()));
    }

    static Optional<String> of(ByteWindow file, long from, long to, Nesting nesting) {
        try {
            return Optional.of(new ArchiveHash(file, from, to, nesting).hash());
        } catch (IOException | IndexOutOfBoundsException malformed) {
            return Optional.empty();
        }
    }

    private String hash() throws IOException {
        hash.add("archive").add(String.valueOf(directory.shift() - hashed));
        for (int header = 0; header < headers.length; header = endOfHeader(header)) {
            require(LittleEndian.signature(headers, header) == CENTRAL_SIGNATURE
                    && endOfHeader(header) <= headers.length);
            addEntry(header);
        }
        addUpTo(directory.begin());
        addHeaders();
        return hash.add(directory.endWithoutPlaces()).hex();
    }

    private static void require(boolean wellFormed) throws ZipException {
        if (!wellFormed) {
            throw new ZipException();
        }
    }

    private int endOfHeader(int header) {
        return header
                + CENTRAL_LENGTH
                + LittleEndian.half(headers, header + 28)
                + LittleEndian.half(headers, header + CENTRAL_EXTRA)
                + LittleEndian.half(headers, header + 32);
    }

    /** Hashes what precedes the entry of a header and its local header; its content follows with what comes next. */
    private void addEntry(int header) throws IOException {
        long begin = LittleEndian.word(headers, header + 42) + directory.shift();
        require(header == 0 ? begin >= hashed : DESCRIPTORS.contains(begin - end));
        if (header == 0) {
            hash.add(String.valueOf(begin - hashed));
        }
        addUpTo(begin);
        int name = LittleEndian.half(headers, header + 28);
        int extra = LittleEndian.half(file.bytes(), file.at(begin, LOCAL_LENGTH) + LOCAL_EXTRA);
        int length = LOCAL_LENGTH + name + extra;
        requireSame(header, file.at(begin, length), name);
        ArchiveEntry entry = ArchiveEntry.of(headers, header, begin + length);
        require(entry.end() <= directory.begin());
        Optional<String> archive = entry.isArchive() ? entry.hash(file, nesting) : Optional.empty();
        addLocalHeader(file.at(begin, length), name, extra, archive.isPresent());
        archive.ifPresent(hash::add);
        blank(headers, header + 12, header + 16, archive.isPresent());
        Arrays.fill(headers, header + 42, header + CENTRAL_LENGTH, (byte) 0);
        hashed = archive.isPresent() ? entry.end() : begin + length;
        end = entry.end();
        afterArchive = archive.isPresent();
    }

    private void requireSame(int header, int begin, int name) throws IOException {
        byte[] bytes = file.bytes();
        require(LittleEndian.signature(bytes, begin) == LOCAL_SIGNATURE
                && Arrays.equals(
                        headers,
                        header + CENTRAL_LENGTH,
                        header + CENTRAL_LENGTH + name,
                        bytes,
                        begin + LOCAL_LENGTH,
                        begin + LOCAL_LENGTH + LittleEndian.half(bytes, begin + 26)));
    }

    /** The time, and of what is hashed as an archive, which a mark in the place of the time says, CRC and both lengths. */
    private static void blank(byte[] bytes, int time, int crc, boolean archive) {
        Arrays.fill(bytes, time, time + 4, (byte) 0);
        if (archive) {
            bytes[time] = 1;
            Arrays.fill(bytes, crc, crc + 12, (byte) 0);
        }
    }

    private void addLocalHeader(int begin, int name, int extra, boolean archive) {
        byte[] bytes = file.bytes();
        System.arraycopy(bytes, begin, local, 0, LOCAL_LENGTH);
        blank(local, 10, 14, archive);
        ExtraFields fields = new ExtraFields(bytes, begin + LOCAL_LENGTH + name, extra);
        LittleEndian.putHalf(local, LOCAL_EXTRA, fields.lengthWithoutTimes());
        hash.addPlain(local, 0, LOCAL_LENGTH).addPlain(bytes, begin + LOCAL_LENGTH, name);
        fields.addWithoutTimes(hash);
    }

    /** All at once, where there are no times among their extra fields. */
    private void addHeaders() {
        int added = 0;
        int next;
        for (int header = 0; header < headers.length; header = next) {
            next = endOfHeader(header);
            int extra = LittleEndian.half(headers, header + CENTRAL_EXTRA);
            int begin = header + CENTRAL_LENGTH + LittleEndian.half(headers, header + 28);
            ExtraFields fields = new ExtraFields(headers, begin, extra);
            if (fields.lengthWithoutTimes() < extra) {
                LittleEndian.putHalf(headers, header + CENTRAL_EXTRA, fields.lengthWithoutTimes());
                hash.addPlain(headers, added, begin - added);
                fields.addWithoutTimes(hash);
                added = begin + extra;
            }
        }
        hash.addPlain(headers, added, headers.length - added);
    }

    private void addUpTo(long offset) throws IOException {
        boolean descriptor = afterArchive && DESCRIPTORS.contains(offset - end);
        while (hashed < offset && !descriptor) {
            int length = (int) Math.min(offset - hashed, file.capacity());
            hash.addPlain(file.bytes(), file.at(hashed, length), length);
            hashed += length;
        }
        hashed = offset;
    }
}
