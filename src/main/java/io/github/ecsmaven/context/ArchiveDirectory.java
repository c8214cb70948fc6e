package io.github.ecsmaven.context;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * The central directory of an archive of the zip format, which lists its entries, with the records at the end.
 *
 * <p>Formats: PKWARE's APPNOTE 6.3.10, sections 4.3.12 (central directory header), 4.3.14 to 4.3.16 (end records).
 *
 * @param begin where it begins in the file
 * @param shift by how much everything lies further behind than the archive says, as when a script was put before it
 * @param headers its headers, one after the other
 * @param end what follows them
 * @param endRecord where in that the end record is, which the archive's comment follows
 */
record ArchiveDirectory(long begin, long shift, byte[] headers, byte[] end, int endRecord) {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int END_64_SIGNATURE = 0x06064b50;
    private static final int END_LENGTH = 22;
    private static final int LOCATOR_LENGTH = 20;
    private static final int END_64_LENGTH = 56;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final long UNKNOWN = 0xffffffffL;
    /** As many bytes of headers as a million entries have. */
    private static final int MOST = 64 << 20;

    /** @throws IOException when there is none, or one that contradicts itself */
    static ArchiveDirectory in(ByteWindow file, long from, long to) throws IOException {
        long end = endOf(file, from, to);
        byte[] record = copy(file, end, to);
        ArchiveDirectory directory = isLarge(file, from, end)
                ? large(file, from, end, to).agreeingWith(record)
                : at(file, from, end, LittleEndian.word(record, 12), LittleEndian.word(record, 16), to, 0);
        if (LittleEndian.half(record, 4) != 0 || LittleEndian.half(record, 6) != 0) {
            throw new ZipException("one of several disks");
        }
        return directory;
    }

    private static long endOf(ByteWindow file, long from, long to) throws IOException {
        long first = Math.max(from, to - END_LENGTH - LONGEST_COMMENT);
        byte[] last = copy(file, first, to);
        for (int at = last.length - END_LENGTH; at >= 0; at--) {
            if (LittleEndian.signature(last, at) == END_SIGNATURE
                    && LittleEndian.half(last, at + 20) == last.length - at - END_LENGTH) {
                return first + at;
            }
        }
        throw new ZipException("no end record");
    }

    private static boolean isLarge(ByteWindow file, long from, long end) throws IOException {
        long locator = end - LOCATOR_LENGTH;
        return locator >= from
                && LittleEndian.signature(file.bytes(), file.at(locator, LOCATOR_LENGTH)) == LOCATOR_SIGNATURE;
    }

    private static ArchiveDirectory large(ByteWindow file, long from, long end, long to) throws IOException {
        long record = end - LOCATOR_LENGTH - END_64_LENGTH;
        if (record < from) {
            throw new ZipException("no large end record");
        }
        int at = file.at(record, END_64_LENGTH);
        byte[] bytes = file.bytes();
        if (LittleEndian.signature(bytes, at) != END_64_SIGNATURE) {
            throw new ZipException("a large end record that is longer than usual");
        }
        long size = LittleEndian.longWord(bytes, at + 40);
        long offset = LittleEndian.longWord(bytes, at + 48);
        return at(file, from, record, size, offset, to, (int) (end - record));
    }

    /** A record of 32 bits says the same as that of 64 bits, or that it cannot; some readers believe the one, some the other. */
    private ArchiveDirectory agreeingWith(byte[] record) throws ZipException {
        requireSame(LittleEndian.word(record, 12), headers.length);
        requireSame(LittleEndian.word(record, 16), begin - shift);
        return this;
    }

    private static void requireSame(long small, long large) throws ZipException {
        if (small != UNKNOWN && small != large) {
            throw new ZipException("two end records that contradict each other");
        }
    }

    private static ArchiveDirectory at(
            ByteWindow file, long from, long end, long size, long offset, long to, int endRecord) throws IOException {
        long begin = end - size;
        if (size < 0 || size > MOST || begin < from || offset < 0 || offset > begin - from) {
            throw new ZipException("a directory that is not before the end record");
        }
        byte[] headers = copy(file, begin, end);
        return new ArchiveDirectory(begin, begin - offset, headers, copy(file, end, to), endRecord);
    }

    private static byte[] copy(ByteWindow file, long begin, long end) throws IOException {
        byte[] copy = new byte[Math.toIntExact(end - begin)];
        for (int copied = 0; copied < copy.length; ) {
            int length = Math.min(copy.length - copied, file.capacity());
            System.arraycopy(file.bytes(), file.at(begin + copied, length), copy, copied, length);
            copied += length;
        }
        return copy;
    }

    /** The end with nothing in it that says where the directory is and how long. */
    byte[] endWithoutPlaces() {
        byte[] blank = end.clone();
        Arrays.fill(blank, endRecord + 12, endRecord + 20, (byte) 0);
        if (endRecord > 0) {
            Arrays.fill(blank, 40, 56, (byte) 0);
            Arrays.fill(blank, END_64_LENGTH + 8, END_64_LENGTH + 16, (byte) 0);
        }
        return blank;
    }
}
