package io.github.ecsmaven.context;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipExtraField;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Hashes an archive of the zip format without the times in it, by which two builds of the same sources differ: the bytes before it, its
 * comment, and of each entry in its order the name, the attributes and the content as it is compressed. Archives within it, such as the
 * libraries of a Spring Boot jar, are hashed in the same way. What is not all of it well formed is not hashed here.
 *
 * <p>Formats: PKWARE's APPNOTE 6.3.10, sections 4.3 (order), 4.4 (fields), 4.5 (extra fields).
 */
final class ArchiveHash {
    private static final long MOST_IN_MEMORY = 64L * 1024 * 1024;
    private static final int END_RECORD = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final byte[] END_SIGNATURE = {'P', 'K', 5, 6};
    /** Lengths of a data descriptor: none, or with CRC and sizes of 32 or 64 bits, with a signature or without. */
    private static final Set<Long> DESCRIPTORS = Set.of(0L, 12L, 16L, 20L, 24L);
    /** NTFS times, extended timestamp, Info-ZIP Unix with times (APPNOTE 4.5.2 and 4.6). */
    private static final Set<Integer> TIMES = Set.of(0x000a, 0x5455, 0x5855);

    private final SeekableByteChannel channel;
    private final ZipFile archive;
    private final HashInput hash = new HashInput();

    private ArchiveHash(SeekableByteChannel channel, ZipFile archive) {
        this.channel = channel;
        this.archive = archive;
    }

    /** The hash, or nothing when it is no well-formed archive; the channel stays open. */
    static Optional<String> of(SeekableByteChannel channel) throws IOException {
        try (ZipFile archive = ZipFile.builder()
                .setSeekableByteChannel(new Unclosed(channel))
                .setUseUnicodeExtraFields(false)
                .get()) {
            return new ArchiveHash(channel, archive).hash();
        } catch (IOException | RuntimeException malformed) {
            channel.position(0);
            return Optional.empty();
        }
    }

    private Optional<String> hash() throws IOException {
        if (!isGapless()) {
            return Optional.empty();
        }
        hash.add("archive");
        try (InputStream before = archive.getContentBeforeFirstLocalFileHeader()) {
            hash.addAll(before == null ? InputStream.nullInputStream() : before);
        }
        for (ZipArchiveEntry entry : Collections.list(archive.getEntries())) {
            add(entry);
        }
        return Optional.of(hash.add(comment()).hex());
    }

    /** Between the entries may be nothing that is not hashed. */
    private boolean isGapless() {
        long end = archive.getFirstLocalFileHeaderOffset();
        for (ZipArchiveEntry entry : Collections.list(archive.getEntriesInPhysicalOrder())) {
            if (!DESCRIPTORS.contains(entry.getLocalHeaderOffset() - end)) {
                return false;
            }
            end = entry.getDataOffset() + entry.getCompressedSize();
        }
        return true;
    }

    private void add(ZipArchiveEntry entry) throws IOException {
        hash.add(entry.getRawName())
                .add(entry.getMethod())
                .add(entry.getPlatform())
                .add(entry.getInternalAttributes())
                .add(entry.getExternalAttributes())
                .add(entry.getSize())
                .add(entry.getComment() == null ? "" : entry.getComment());
        List<ZipExtraField> fields = new ArrayList<>(List.of(entry.getExtraFields(true)));
        fields.removeIf(field -> TIMES.contains(field.getHeaderId().getValue()));
        hash.add(fields.size());
        for (ZipExtraField field : fields) {
            hash.add(field.getHeaderId().getValue()).add(field.getCentralDirectoryData());
        }
        addContent(entry);
    }

    private void addContent(ZipArchiveEntry entry) throws IOException {
        if (isReadable(entry) && FileHash.isArchive(entry.getName())) {
            Optional<String> inner = inner(entry);
            if (inner.isPresent()) {
                hash.add(inner.get());
                return;
            }
        }
        try (InputStream raw = archive.getRawInputStream(entry)) {
            hash.addAll(raw);
        }
    }

    private boolean isReadable(ZipArchiveEntry entry) {
        return archive.canReadEntryData(entry) && entry.getSize() > 0 && entry.getSize() <= MOST_IN_MEMORY;
    }

    /** Nothing where what the entry holds is no well-formed archive, or is not as long as the entry says. */
    private Optional<String> inner(ZipArchiveEntry entry) throws IOException {
        byte[] bytes = new byte[(int) entry.getSize()];
        try (InputStream content = archive.getInputStream(entry)) {
            if (content.readNBytes(bytes, 0, bytes.length) < bytes.length || content.read() >= 0) {
                return Optional.empty();
            }
        } catch (IOException damaged) {
            return Optional.empty();
        }
        return of(new SeekableInMemoryByteChannel(bytes));
    }

    /** The archive's comment, which ends the file. */
    private byte[] comment() throws IOException {
        int length = (int) Math.min(channel.size(), END_RECORD + LONGEST_COMMENT);
        channel.position(channel.size() - length);
        byte[] tail = Channels.newInputStream(new Unclosed(channel)).readNBytes(length);
        for (int start = length - END_RECORD; start >= 0; start--) {
            if (ByteBuffer.wrap(tail, start, END_SIGNATURE.length).equals(ByteBuffer.wrap(END_SIGNATURE))) {
                return java.util.Arrays.copyOfRange(tail, start + END_RECORD, length);
            }
        }
        return new byte[0];
    }

    /** The library closes what it reads. */
    private record Unclosed(SeekableByteChannel channel) implements SeekableByteChannel {
        @Override
        public int read(ByteBuffer buffer) throws IOException {
            return channel.read(buffer);
        }

        @Override
        public int write(ByteBuffer buffer) {
            throw new java.nio.channels.NonWritableChannelException();
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            channel.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new java.nio.channels.NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() {}
    }
}
