package io.github.ecsmaven.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Makes directories with all that a file system may have, the same on every machine: names in UTF-8 whatever the locale of the test's
 * JVM, and times of files and directories long ago. It writes them as a tar that {@code tar} unpacks.
 */
final class NastyContext implements AutoCloseable {
    private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06.123456789Z");
    private static final int PERMISSIONS = 07777;

    private final Process unpacking;
    private final TarArchiveOutputStream tar;
    private final List<TarArchiveEntry> directories = new ArrayList<>();
    private int entries;

    private NastyContext(Path directory) throws IOException {
        unpacking = new ProcessBuilder("tar", "-xpf", "-", "-C", directory.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        OutputStream pipe = unpacking.getOutputStream();
        tar = new TarArchiveOutputStream(pipe, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /** Makes a directory and what a test wants in it. */
    static Path in(Path directory, Consumer<NastyContext> content) throws IOException {
        Files.createDirectories(directory);
        NastyContext all = new NastyContext(directory);
        try (all) {
            content.accept(all);
        }
        // Where a link leads upwards tar makes it late, and spoils the times of directories.
        try (NastyContext again = new NastyContext(directory)) {
            for (TarArchiveEntry entry : all.directories) {
                again.add(entry, new byte[0]);
            }
        }
        return directory;
    }

    /** Makes a directory with one or more of everything. */
    static Path in(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("socket"));
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(directory.resolve("socket/agent")));
        }
        Files.setLastModifiedTime(directory.resolve("socket/agent"), FileTime.from(LONG_AGO));
        return in(directory, NastyContext::everything);
    }

    private void everything() {
        directory("socket", 0755);
        files();
        links();
        directory("empty", 0755).directory("nested", 0755).directory("nested/empty", 0700);
        modes();
        names();
    }

    private void files() {
        file("plain", "plain").file("nothing", "").file("large", 300_000).file("one-packet", 128 * 1024);
        directory("app", 0755).directory("app/lib", 0755).file("app/app.jar", 40_000);
        file("app/lib/a.jar", "a").file("app/lib/b.jar", "b").file("app/lib/read.me", "me");
        directory("hard", 0755).file("hard/first", "first").hardLink("hard/second", "hard/first");
        hardLink("a-hard-link", "hard/first").hardLink("z-hard-link", "hard/first");
        file("hard/large", 200_000).hardLink("hard/larger", "hard/large");
        directory("b", 0755).file("b/z", "z").file("b-c", "c").file("b.d", "d");
    }

    private void links() {
        directory("links", 0755).directory("links/deep", 0755).directory("links/deep/er", 0755);
        link("links/to-file", "../plain").link("links/to-directory", "../app");
        link("links/to-root", "..").link("links/absolute", "/plain").link("links/absolute-directory", "/app/lib");
        link("links/outside", "../../../../etc/hostname").link("links/beyond", "../../../plain");
        link("links/broken", "nowhere").link("links/self", "self");
        link("links/chain-1", "chain-2")
                .link("links/chain-2", "deep/chain-3")
                .link("links/deep/chain-3", "../../app/lib");
        link("links/deep/er/up", "../../../app/../links/to-directory/app.jar").link("links/unicode", "../größe/naïve");
        link("links/jar-1", "../app/lib/a.jar").link("links/jar-2", "/app/lib/b.jar");
    }

    private void modes() {
        directory("modes", 0755).file("modes/setuid", "u", 04755).file("modes/setgid", "g", 02755);
        file("modes/sticky", "t", 01644).file("modes/all", "all", 07777).file("modes/script", "#!", 0755);
        file("modes/secret", "s", 0600).file("modes/none", "none", 0400).directory("modes/shared", 02775);
        directory("modes/tmp", 01777).directory("modes/private", 0700).file("modes/private/key", "key", 0600);
        fifo("modes/fifo", 0620);
    }

    private void names() {
        directory("names", 0755)
                .file("names/grüße", "ü")
                .file("names/\ud83d\ude00 emoji", "e")
                .file("names/\uff5e", "w");
        file("names/[a]", "1").file("names/a", "2").file("names/*", "3").file("names/star*star", "4");
        file("names/?", "5")
                .file("names/back\\slash", "6")
                .file("names/with space", "7")
                .file("names/-dash", "8");
        file("names/#hash", "9")
                .file("names/!bang", "10")
                .file("names/ leading", "11")
                .file("names/trailing ", "12");
        file("names/new\nline", "13")
                .file("names/quote'\"", "14")
                .file("names/percent%41", "15")
                .file("names/plus+", "16");
        file("names/dollar$HOME", "17")
                .file("names/..two", "18")
                .file("names/.hidden", "19")
                .file("names/{a,b}", "20");
        file("-dash", "d")
                .file("#hash", "#")
                .file("!bang", "!")
                .file("[x]", "x")
                .file("x", "y")
                .file(" space", "s");
        directory("größe", 0755)
                .file("größe/naïve", "ï")
                .file("größe/日本語", "日本")
                .file("größe/e\u0301", "combining");
        directory("wild", 0755)
                .file("wild/one.txt", "1")
                .file("wild/two.txt", "2")
                .link("wild/three.txt", "../plain");
        link("wild/four", "../app/lib").directory("wild/five.txt", 0755).file("wild/five.txt/in", "5");
        file("long-" + "n".repeat(150), "long");
        String deep = "deep/" + "d".repeat(120);
        directory("deep", 0755).directory(deep, 0755).directory(deep + "/" + "e".repeat(120), 0755);
        file(deep + "/" + "e".repeat(120) + "/" + "f".repeat(200), "deep").file(deep + "/" + "ü".repeat(100), "wide");
        link("links/long", "../" + deep + "/" + "e".repeat(120) + "/" + "f".repeat(200));
    }

    NastyContext file(String path, String content) {
        return file(path, content, 0644);
    }

    NastyContext file(String path, String content, int mode) {
        return add(path, TarConstants.LF_NORMAL, mode, "", content.getBytes(StandardCharsets.UTF_8));
    }

    /** A file with so many bytes that do not repeat. */
    NastyContext file(String path, int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return add(path, TarConstants.LF_NORMAL, 0644, "", content);
    }

    NastyContext directory(String path, int mode) {
        return add(path + "/", TarConstants.LF_DIR, mode, "", new byte[0]);
    }

    NastyContext link(String path, String target) {
        return add(path, TarConstants.LF_SYMLINK, 0777, target, new byte[0]);
    }

    private NastyContext hardLink(String path, String first) {
        return add(path, TarConstants.LF_LINK, 0644, first, new byte[0]);
    }

    private NastyContext fifo(String path, int mode) {
        return add(path, TarConstants.LF_FIFO, mode, "", new byte[0]);
    }

    NastyContext device(String path, boolean character, int major, int minor) {
        TarArchiveEntry entry = new TarArchiveEntry(path, character ? TarConstants.LF_CHR : TarConstants.LF_BLK);
        entry.setDevMajor(major);
        entry.setDevMinor(minor);
        entry.setMode(0640);
        entry.setLastModifiedTime(FileTime.from(LONG_AGO));
        add(entry, new byte[0]);
        return this;
    }

    private NastyContext add(String path, byte type, int mode, String target, byte[] content) {
        TarArchiveEntry entry = new TarArchiveEntry(path, type);
        entry.setMode(mode & PERMISSIONS);
        entry.setLinkName(target);
        entry.setSize(content.length);
        // Names of one file have one time.
        entry.setLastModifiedTime(FileTime.from(
                type == TarConstants.LF_LINK
                        ? LONG_AGO
                        : LONG_AGO.plusSeconds(60L * entries++).plusNanos(entries)));
        if (entry.isDirectory()) {
            directories.add(entry);
        }
        add(entry, content);
        return this;
    }

    private void add(TarArchiveEntry entry, byte[] content) {
        try {
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        tar.close();
        try {
            assertThat(unpacking.waitFor()).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
