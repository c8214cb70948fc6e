package io.github.ecsmaven.context;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes a context as a plain tar stream (POSIX.1-2001 "pax"). Memory stays flat: one buffer for what is read, one for what is written.
 */
final class ContextTar implements EntryVisitor {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final OutputStream out;
    private final TarArchiveOutputStream tar;
    private final byte[] chunk = new byte[BUFFER_BYTES];

    ContextTar(OutputStream out) {
        this.out = new BufferedOutputStream(out, BUFFER_BYTES);
        this.tar = new TarArchiveOutputStream(this.out, StandardCharsets.UTF_8.name());
        this.tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        this.tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    @Override
    public void visit(ContextEntry entry) throws IOException {
        TarArchiveEntry header = header(entry);
        if (entry.type() == ContextEntry.Type.FILE) {
            try (FileChannel content = open(entry.file())) {
                tar.putArchiveEntry(header);
                copy(content, entry);
            }
        } else {
            tar.putArchiveEntry(header);
        }
        tar.closeArchiveEntry();
    }

    /** Writes a file that does not lie in the context. */
    void addFile(String path, byte[] content, long modifiedSeconds) throws IOException {
        TarArchiveEntry header = new TarArchiveEntry(path, TarConstants.LF_NORMAL);
        header.setMode(0644);
        header.setSize(content.length);
        header.setModTime(TimeUnit.SECONDS.toMillis(modifiedSeconds));
        ownedByRoot(header);
        tar.putArchiveEntry(header);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    /** Ends the archive. The stream under it stays open. */
    void finish() throws IOException {
        tar.finish();
        out.flush();
    }

    private static TarArchiveEntry header(ContextEntry entry) {
        TarArchiveEntry header =
                new TarArchiveEntry(entry.isDirectory() ? entry.path() + "/" : entry.path(), typeFlag(entry.type()));
        header.setMode(entry.permissions());
        header.setSize(entry.type() == ContextEntry.Type.FILE ? entry.size() : 0);
        // A fraction of a second would take an extended header, and BuildKit's frontend takes a stream that begins with
        // one for a
        // Dockerfile.
        header.setModTime(TimeUnit.SECONDS.toMillis(entry.lastModified().to(TimeUnit.SECONDS)));
        entry.linkTarget().ifPresent(header::setLinkName);
        entry.device().ifPresent(device -> {
            header.setDevMajor(device.major());
            header.setDevMinor(device.minor());
        });
        ownedByRoot(header);
        return header;
    }

    private static void ownedByRoot(TarArchiveEntry header) {
        header.setIds(0, 0);
        header.setNames("", "");
    }

    private static byte typeFlag(ContextEntry.Type type) {
        return switch (type) {
            case FILE -> TarConstants.LF_NORMAL;
            case DIRECTORY -> TarConstants.LF_DIR;
            case SYMBOLIC_LINK -> TarConstants.LF_SYMLINK;
            case HARD_LINK -> TarConstants.LF_LINK;
            case FIFO -> TarConstants.LF_FIFO;
            case CHARACTER_DEVICE -> TarConstants.LF_CHR;
            case BLOCK_DEVICE -> TarConstants.LF_BLK;
            case SOCKET -> throw new IllegalArgumentException("a tar has no sockets");
        };
    }

    private static FileChannel open(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw ReadFailure.of(file, e);
        }
    }

    // The header has promised the size: what a growing file gains meanwhile stays behind, what a shrinking one loses
    // ends the build.
    private void copy(FileChannel content, ContextEntry entry) throws IOException {
        long left = entry.size();
        while (left > 0) {
            int read = read(content, (int) Math.min(left, chunk.length), entry.file());
            if (read < 0) {
                throw ReadFailure.shrunk(entry.file(), left);
            }
            tar.write(chunk, 0, read);
            left -= read;
        }
    }

    private int read(FileChannel content, int length, Path file) throws ClosedByInterruptException {
        try {
            return content.read(ByteBuffer.wrap(chunk, 0, length));
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw ReadFailure.of(file, e);
        }
    }
}
