package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.context.ContextEntry.Device;
import io.github.ecsmaven.context.ContextEntry.Type;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextTarTest {
    @TempDir
    private Path directory;

    private ContextFiles files;

    @BeforeEach
    void createContext() throws IOException {
        files = ContextFiles.in(directory);
    }

    @Test
    void keepsModesAndGivesEverythingToRoot() throws IOException {
        files.withFiles("dir/run.sh");
        Files.setAttribute(files.path("dir/run.sh"), "unix:mode", 0104755);
        Files.setAttribute(files.path("dir"), "unix:mode", 041777);

        Map<String, TarArchiveEntry> headers = files.headers();

        assertThat(headers.get("dir/run.sh").getMode()).isEqualTo(04755);
        assertThat(headers.get("dir/").getMode()).isEqualTo(01777);
        assertThat(headers.get("dir/").isDirectory()).isTrue();
        assertThat(headers.values()).allSatisfy(header -> {
            assertThat(header.getLongUserId()).isZero();
            assertThat(header.getLongGroupId()).isZero();
            assertThat(header.getUserName()).isEmpty();
            assertThat(header.getGroupName()).isEmpty();
        });
    }

    @Test
    void cutsTimesToWholeSecondsAndSoNeedsNoExtendedHeader() throws IOException {
        Files.setLastModifiedTime(
                files.path("Dockerfile"), FileTime.from(Instant.parse("2026-11-21T10:00:00.987654321Z")));

        byte[] tar = ContextFiles.tar(files.context());

        assertThat((char) tar[156]).as("type flag of the first header").isEqualTo('0');
        assertThat(files.headers().get("Dockerfile").getLastModifiedTime().toInstant())
                .isEqualTo(Instant.parse("2026-11-21T10:00:00Z"));
    }

    @Test
    void sendsSymbolicLinksAsTheyAre() throws IOException {
        files.withFiles("dir/file");
        String longTarget = "../" + "x".repeat(200) + "/y";
        Files.createSymbolicLink(files.path("to-dir"), Path.of("dir"));
        Files.createSymbolicLink(files.path("dangling"), Path.of(longTarget));
        Files.createSymbolicLink(files.path("absolute"), Path.of("/nowhere/file"));

        Map<String, TarArchiveEntry> headers = files.headers();

        assertThat(headers).doesNotContainKey("to-dir/file");
        assertThat(headers.get("to-dir").isSymbolicLink()).isTrue();
        assertThat(headers.get("to-dir").getLinkName()).isEqualTo("dir");
        assertThat(headers.get("dangling").getLinkName()).isEqualTo(longTarget);
        assertThat(headers.get("absolute").getLinkName()).isEqualTo("/nowhere/file");
    }

    @Test
    void sendsAFurtherNameOfAFileAsAHardLink() throws IOException {
        files.with("a", "content");
        Files.createLink(files.path("b"), files.path("a"));

        TarArchiveEntry link = files.headers().get("b");

        assertThat(link.isLink()).isTrue();
        assertThat(link.getLinkName()).isEqualTo("a");
        assertThat(link.getSize()).isZero();
    }

    @Test
    void sendsAFileWhoseFirstNameIsIgnoredAsAFile() throws IOException {
        files.with("a", "content").ignoring("a");
        Files.createLink(files.path("b"), files.path("a"));

        assertThat(ContextFiles.contents(files.context())).containsEntry("b", "content");
    }

    @Test
    void sendsNamesOfAnyLengthAndAlphabet() throws Exception {
        String deep = ("d".repeat(90) + "/").repeat(4) + "leaf";
        files.withFiles(deep, "n".repeat(150)).withNamesInUtf8("grüße-漢字-😀", "ü".repeat(60), "größer.tmp");
        files.withLinkInUtf8("relative", "../grüße").withLinkInUtf8("absolute", "/nowhere/grüße");
        files.ignoring("gr?ßer.tmp");

        assertThat(ContextFiles.contents(files.context()))
                .containsEntry("grüße-漢字-😀", "grüße-漢字-😀")
                .containsEntry(deep, deep)
                .containsEntry("n".repeat(150), "n".repeat(150))
                .containsEntry("ü".repeat(60), "ü".repeat(60))
                .doesNotContainKey("größer.tmp");
        assertThat(files.headers().get("relative").getLinkName()).isEqualTo("../grüße");
        assertThat(files.headers().get("absolute").getLinkName()).isEqualTo("/nowhere/grüße");
    }

    @Test
    void sendsFifosButNoSockets() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", files.path("fifo").toString())
                        .start()
                        .waitFor())
                .isZero();
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(files.path("socket")));

            assertThat(files.headers()).containsOnlyKeys("Dockerfile", "fifo");
            assertThat(files.headers().get("fifo").isFIFO()).isTrue();
        }
    }

    @Test
    void describesDevices() throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        ContextTar writer = new ContextTar(tar);
        writer.visit(new ContextEntry(
                Path.of("/dev/tty9"),
                "tty9",
                Type.CHARACTER_DEVICE,
                0620,
                0,
                FileTime.fromMillis(0),
                Optional.empty(),
                Optional.of(Device.of(0x409)),
                Optional.empty()));
        writer.finish();

        TarArchiveEntry header = new TarArchiveInputStream(new ByteArrayInputStream(tar.toByteArray())).getNextEntry();

        assertThat(header.isCharacterDevice()).isTrue();
        assertThat(header.getDevMajor()).isEqualTo(4);
        assertThat(header.getDevMinor()).isEqualTo(9);
    }

    @Test
    void writesTheSizeOfAFileOverEightGigabytes() throws IOException {
        long size = 9L * 1024 * 1024 * 1024;
        try (RandomAccessFile sparse = new RandomAccessFile(files.path("huge").toFile(), "rw")) {
            sparse.setLength(size);
        }
        FirstBytes out = new FirstBytes(16 * 1024);

        assertThatExceptionOfType(EnoughException.class)
                .isThrownBy(() -> files.context().writeTo(out));

        TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(out.bytes.toByteArray()));
        assertThat(in.getNextEntry().getName()).isEqualTo("Dockerfile");
        assertThat(in.getNextEntry().getSize()).isEqualTo(size);
    }

    @Test
    void namesAFileThatShrinksWhileItIsRead() throws IOException {
        Path file = largeFile();

        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> files.context().writeTo(onFirstWrite(() -> truncate(file, 1024 * 1024))))
                .satisfies(e -> assertThat(e.problem()).contains(file.toRealPath() + " became ", " bytes shorter"));
    }

    @Test
    void sendsAGrowingFileWithTheLengthItHad() throws IOException {
        Path file = largeFile();
        ByteArrayOutputStream tar = new ByteArrayOutputStream();

        files.context().writeTo(new OnFirstWrite(tar, () -> truncate(file, 9 * 1024 * 1024)));

        TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar.toByteArray()));
        in.getNextEntry();
        assertThat(in.getNextEntry().getSize()).isEqualTo(4 * 1024 * 1024);
        assertThat(in.readAllBytes()).hasSize(4 * 1024 * 1024);
        assertThat(in.getNextEntry()).isNull();
    }

    @Test
    void namesAFileThatDisappears() throws IOException {
        largeFile();
        files.withFiles("z");

        assertThatExceptionOfType(ActionableException.class)
                .isThrownBy(() -> files.context().writeTo(onFirstWrite(() -> Files.delete(files.path("z")))))
                .satisfies(e -> assertThat(e.problem()).contains("z disappeared while"));
    }

    @Test
    void saysWhatToDoAboutAnUnreadableFile() {
        ActionableException failure = ReadFailure.of(Path.of("/app/secret"), new AccessDeniedException("/app/secret"));

        assertThat(failure.problem()).isEqualTo("/app/secret in the build context cannot be read: permission denied.");
        assertThat(failure.remedy()).contains(".dockerignore");
    }

    @Test
    void leavesAFailureOfTheReceiverToTheCaller() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> files.context().writeTo(onFirstWrite(() -> {
                    throw new IOException("broken pipe");
                })))
                .withMessage("broken pipe");
    }

    @Test
    void isTheSameEachTime() throws IOException {
        files.withFiles("a/b", "c");

        assertThat(ContextFiles.tar(files.context())).isEqualTo(ContextFiles.tar(files.context()));
        assertThat(Files.exists(files.path("a/b"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    private Path largeFile() throws IOException {
        return Files.write(files.path("large"), new byte[4 * 1024 * 1024]);
    }

    private static void truncate(Path file, long size) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(size);
        }
    }

    private static OutputStream onFirstWrite(Event event) {
        return new OnFirstWrite(OutputStream.nullOutputStream(), event);
    }

    private interface Event {
        void happen() throws IOException;
    }

    /** Lets something happen to the context while it is being sent. */
    private static final class OnFirstWrite extends OutputStream {
        private final OutputStream out;
        private Event event;

        OnFirstWrite(OutputStream out, Event event) {
            this.out = out;
            this.event = event;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            event.happen();
            event = () -> {};
            out.write(bytes, offset, length);
        }
    }

    /** Keeps the beginning of a stream, then ends it. */
    private static final class FirstBytes extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int enough;

        FirstBytes(int enough) {
            this.enough = enough;
        }

        @Override
        public void write(int b) throws IOException {
            bytes.write(b);
            if (bytes.size() > enough) {
                throw new EnoughException();
            }
        }
    }

    private static final class EnoughException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
