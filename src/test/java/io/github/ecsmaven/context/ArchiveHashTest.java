package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveHashTest {
    private static final Instant MONDAY = Instant.parse("2026-11-16T08:00:00Z");
    private static final Instant FRIDAY = Instant.parse("2026-11-20T17:30:00Z");

    @TempDir
    private Path directory;

    private int files;

    private String hash(byte[] archive) throws IOException {
        return hash(archive, ".jar");
    }

    private String hash(byte[] archive, String suffix) throws IOException {
        return FileHash.of(Files.write(directory.resolve(files++ + suffix), archive));
    }

    /** Names and contents by turns, a name with a {@code !} stored as it is. */
    private static byte[] jar(Instant time, byte[]... namesAndContents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                String name = new String(namesAndContents[i], StandardCharsets.UTF_8);
                byte[] content = namesAndContents[i + 1];
                ZipEntry entry = new ZipEntry(name.replace("!", ""));
                entry.setLastModifiedTime(FileTime.from(time));
                if (name.endsWith("!")) {
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(content.length);
                    CRC32 crc = new CRC32();
                    crc.update(content);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(content);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] jar(Instant time, String... namesAndContents) throws IOException {
        byte[][] all = new byte[namesAndContents.length][];
        for (int i = 0; i < all.length; i++) {
            all[i] = bytes(namesAndContents[i]);
        }
        return jar(time, all);
    }

    private byte[] modern(Consumer<ZipArchiveEntry> change) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            ZipArchiveEntry entry = new ZipArchiveEntry("run.sh");
            entry.setTime(MONDAY.toEpochMilli());
            change.accept(entry);
            zip.putArchiveEntry(entry);
            zip.write(bytes("echo"));
            zip.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    @Test
    void timesDoNotCountInAnArchiveThatIsNotKeptInMemory() throws IOException {
        byte[] large = new byte[9 << 20];
        new Random(1).nextBytes(large);
        byte[] monday = jar(MONDAY, bytes("data!"), large, bytes("A.class"), bytes("a"));
        byte[] friday = jar(FRIDAY, bytes("data!"), large, bytes("A.class"), bytes("a"));
        byte[] other = jar(MONDAY, bytes("data!"), large, bytes("A.class"), bytes("b"));

        assertThat(hash(monday)).isEqualTo(hash(friday)).isNotEqualTo(hash(other));
    }

    @Test
    void timesDoNotCount() throws IOException {
        byte[] monday = jar(MONDAY, "A.class", "a", "B.class", "b");
        byte[] friday = jar(FRIDAY, "A.class", "a", "B.class", "b");

        assertThat(monday).isNotEqualTo(friday);
        assertThat(hash(monday)).isEqualTo(hash(friday));
        assertThat(hash(monday, ".bin")).isNotEqualTo(hash(friday, ".bin"));
    }

    @Test
    void namesOrderMethodsAndContentsDo() throws IOException {
        assertThat(new String[] {
                    hash(jar(MONDAY, "A.class", "a", "B.class", "b")),
                    hash(jar(MONDAY, "B.class", "b", "A.class", "a")),
                    hash(jar(MONDAY, "A.class", "a", "C.class", "b")),
                    hash(jar(MONDAY, "A.class", "a", "B.class", "c")),
                    hash(jar(MONDAY, "A.class", "a", "B.class!", "b")),
                    hash(jar(MONDAY, "A.class", "a")),
                    hash(jar(MONDAY, "A.classa", "", "B.class", "b"))
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void attributesCommentsAndFieldsDo() throws IOException {
        String plain = hash(modern(entry -> {}));

        assertThat(hash(modern(entry -> entry.setTime(FRIDAY.toEpochMilli())))).isEqualTo(plain);
        assertThat(hash(modern(entry -> entry.setLastModifiedTime(FileTime.from(FRIDAY)))))
                .isEqualTo(plain);
        assertThat(new String[] {
                    plain,
                    hash(modern(entry -> entry.setUnixMode(0755))),
                    hash(modern(entry -> entry.setUnixMode(0644))),
                    hash(modern(entry -> entry.setComment("ours"))),
                    hash(modern(entry -> entry.setInternalAttributes(1))),
                    hash(modern(entry -> entry.setExtra(new byte[] {0x01, 0x70, 1, 0, 7})))
                })
                .doesNotHaveDuplicates();
    }

    /** A war's libraries are compressed once more, those of an executable jar are not. */
    @ParameterizedTest
    @ValueSource(strings = {"BOOT-INF/lib/a.jar!", "WEB-INF/lib/a.jar"})
    void ofArchivesInArchivesTheTimesDoNotCountEither(String path) throws IOException {
        byte[] name = bytes(path);
        byte[] monday = jar(MONDAY, name, jar(MONDAY, "A.class", "a"));
        byte[] friday = jar(FRIDAY, name, jar(FRIDAY, "A.class", "a"));
        byte[] other = jar(FRIDAY, name, jar(FRIDAY, "A.class", "b"));

        assertThat(hash(monday)).isEqualTo(hash(friday)).isNotEqualTo(hash(other));
    }

    @Test
    void whatStandsBeforeAndBehindAnArchiveCounts() throws IOException {
        byte[] jar = jar(MONDAY, "A.class", "a");
        byte[] commented = jar(MONDAY, "A.class", "a");
        ByteArrayOutputStream started = new ByteArrayOutputStream();
        started.write(bytes("#!/bin/sh\nexec java -jar $0\n"));
        started.write(jar);
        ByteArrayOutputStream startedOtherwise = new ByteArrayOutputStream();
        startedOtherwise.write(bytes("#!/bin/sh\nexec java -jar $1\n"));
        startedOtherwise.write(jar);
        ByteArrayOutputStream comment = new ByteArrayOutputStream();
        comment.write(commented, 0, commented.length - 2);
        comment.write(new byte[] {2, 0, 'h', 'i'});

        assertThat(new String[] {
                    hash(jar),
                    hash(started.toByteArray()),
                    hash(startedOtherwise.toByteArray()),
                    hash(comment.toByteArray())
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsNotWellFormedIsHashedByItsBytes() throws IOException {
        byte[] jar = jar(MONDAY, "A.class", "a", "B.class", "b");
        byte[] truncated = Arrays.copyOf(jar, jar.length - 30);
        byte[] gap = new byte[jar.length];
        System.arraycopy(jar, 0, gap, 0, jar.length);
        gap[jar.length - 40] ^= 0x40;

        assertThat(hash(truncated)).isEqualTo(hash(truncated, ".bin"));
        assertThat(hash(bytes("no archive"))).isEqualTo(hash(bytes("no archive"), ".bin"));
        assertThat(hash(new byte[0])).isEqualTo(hash(new byte[0], ".bin"));
        assertThat(hash(gap)).isNotEqualTo(hash(jar));
        assertThat(hash(withGap(jar))).isEqualTo(hash(withGap(jar), ".bin"));
    }

    /** Seven bytes that belong to no entry, between the entries and the central directory. */
    private static byte[] withGap(byte[] jar) {
        String text = new String(jar, StandardCharsets.ISO_8859_1);
        int second = text.indexOf("PK\u0003\u0004", 4);
        int directory = text.indexOf("PK\u0001\u0002");
        int end = text.indexOf("PK\u0005\u0006");
        String moved = text.substring(0, second) + "hidden!" + text.substring(second);
        byte[] bytes = moved.getBytes(StandardCharsets.ISO_8859_1);
        bytes[end + 7 + 16] += 7;
        int secondRecord = moved.indexOf("PK\u0001\u0002", directory + 7 + 4);
        bytes[secondRecord + 42] += 7;
        return bytes;
    }

    @Test
    void noByteCountsNotButTheTimes() throws IOException {
        byte[] jar = modernJar();
        String hash = hash(jar);
        Set<Integer> indifferent = new TreeSet<>();
        for (int i = 0; i < jar.length; i++) {
            jar[i] ^= 0x55;
            if (hash(jar).equals(hash)) {
                indifferent.add(i);
            }
            jar[i] ^= 0x55;
        }

        assertThat(indifferent).isEqualTo(timesIn(jar));
    }

    private static byte[] modernJar() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            for (String name : List.of("A.class", "b/B.class")) {
                zip.putArchiveEntry(new ZipArchiveEntry(name));
                zip.write(bytes(name));
                zip.closeArchiveEntry();
            }
            zip.setComment("comment");
        }
        return bytes.toByteArray();
    }

    private static Set<Integer> timesIn(byte[] jar) {
        String text = new String(jar, StandardCharsets.ISO_8859_1);
        Set<Integer> times = new TreeSet<>();
        for (int i = 0; i < jar.length; i++) {
            int time =
                    text.startsWith("PK\u0003\u0004", i) ? i + 10 : text.startsWith("PK\u0001\u0002", i) ? i + 12 : -1;
            IntStream.range(time, time < 0 ? time : time + 4).forEach(times::add);
        }
        return times;
    }

    @Test
    void anArchiveOfMoreEntriesThanTheFormatHadPlaceForIsHashedWithoutTimesToo() throws IOException {
        byte[] monday = emptyEntries(MONDAY, 66_000);
        byte[] friday = emptyEntries(FRIDAY, 66_000);

        assertThat(hash(monday)).isEqualTo(hash(friday)).isNotEqualTo(hash(emptyEntries(MONDAY, 66_001)));
    }

    private static byte[] emptyEntries(Instant time, int number) throws IOException {
        byte[][] entries = new byte[2 * number][0];
        for (int i = 0; i < number; i++) {
            entries[2 * i] = bytes(i + "!");
        }
        return jar(time, entries);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inner.jar!", "inner.jar"})
    void archivesInArchivesInArchivesEnd(String name) throws IOException {
        byte[] monday = jar(MONDAY, "A.class", "a");
        byte[] friday = jar(FRIDAY, "A.class", "a");
        for (int depth = 1; depth < 7; depth++) {
            monday = jar(MONDAY, bytes(name), monday);
            friday = jar(MONDAY, bytes(name), friday);
            assertThat(hash(monday).equals(hash(friday))).as("depth %d", depth).isEqualTo(depth <= 3);
        }
    }

    @Test
    void entriesInAnotherOrderThanTheirListAreHashedByTheirBytes() throws IOException {
        byte[] jar = new String(jar(MONDAY, "A.class!", "a", "B.class!", "b"), StandardCharsets.ISO_8859_1)
                .replace("B.class", "A.class")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(hash(jar)).isNotEqualTo(hash(jar, ".bin"));
        int first = new String(jar, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
        int second = new String(jar, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002", first + 4);
        byte[] place = Arrays.copyOfRange(jar, second + 42, second + 46);
        System.arraycopy(jar, first + 42, jar, second + 42, 4);
        System.arraycopy(place, 0, jar, first + 42, 4);

        assertThat(hash(jar)).isEqualTo(hash(jar, ".bin"));
    }

    @Test
    void aListThatNamesAnEntryOtherwiseThanTheEntryItselfIsHashedByItsBytes() throws IOException {
        byte[] jar = jar(MONDAY, "A.class", "a");
        jar[30] = 'B';

        assertThat(hash(jar)).isEqualTo(hash(jar, ".bin"));
    }

    /** In the first 30 kB of a file of 3 MB, of which one is in memory at a time. */
    @Test
    void entriesFarFromTheirListAreFound() throws IOException {
        byte[] large = new byte[3 << 20];
        new Random(2).nextBytes(large);
        byte[] inner = jar(MONDAY, bytes("A.class"), bytes("a"), bytes("data!"), large);
        byte[] later = jar(FRIDAY, bytes("A.class"), bytes("a"), bytes("data!"), large);
        byte[] monday = jar(MONDAY, bytes("a.jar!"), inner, bytes("b.jar"), inner, bytes("c.txt"), bytes("c"));
        byte[] friday = jar(FRIDAY, bytes("a.jar!"), later, bytes("b.jar"), later, bytes("c.txt"), bytes("c"));
        byte[] other = jar(FRIDAY, bytes("a.jar!"), later, bytes("b.jar"), later, bytes("c.txt"), bytes("d"));

        assertThat(hash(monday)).isEqualTo(hash(friday)).isNotEqualTo(hash(other));
    }

    @Test
    void anArchiveThatWouldInflateToGigabytesIsHashedByItsBytes() throws IOException {
        byte[] zeros = jar(MONDAY, bytes("zeros!"), new byte[30 << 20]);
        byte[] later = jar(FRIDAY, bytes("zeros!"), new byte[30 << 20]);
        byte[][] monday = new byte[200][];
        byte[][] friday = new byte[200][];
        for (int i = 0; i < monday.length; i += 2) {
            monday[i] = bytes(i + ".jar");
            friday[i] = bytes(i + ".jar");
            monday[i + 1] = bytes("a");
            friday[i + 1] = bytes("a");
        }
        for (int i : new int[] {1, 3, 199}) {
            monday[i] = zeros;
            friday[i] = i < 199 ? later : zeros;
        }
        byte[] bomb = jar(MONDAY, monday);
        assertThat(hash(bomb)).isEqualTo(hash(jar(FRIDAY, friday)));

        friday[199] = later;
        assertThat(hash(bomb)).isNotEqualTo(hash(jar(FRIDAY, friday)));
    }

    @Test
    void aFileThatOnlyIsNamedSoIsReadTwiceAtMost() throws IOException {
        long[] read = {0};
        byte[] bytes = new byte[3 << 20];
        SeekableByteChannel counting = new SeekableInMemoryByteChannel(bytes) {
            @Override
            public int read(ByteBuffer buffer) throws IOException {
                int more = super.read(buffer);
                read[0] += Math.max(more, 0);
                return more;
            }
        };
        try (SeekableByteChannel channel = counting) {
            assertThat(ArchiveHash.of(channel)).isEmpty();
        }

        assertThat(read[0]).isLessThan(2L * bytes.length);
    }

    @Test
    void whereTheListIsSaidToBeCounts() throws IOException {
        byte[] jar = jar(MONDAY, "A.class!", "a", "B.class!", "b");
        byte[] started = Arrays.copyOf(bytes("#!"), jar.length + 2);
        System.arraycopy(jar, 0, started, 2, jar.length);
        byte[] moved = started.clone();
        int end = new String(moved, StandardCharsets.ISO_8859_1).indexOf("PK\u0005\u0006");
        int first = new String(moved, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
        moved[end + 16] += 2;
        moved[first + 42] += 2;

        assertThat(hash(moved)).isNotEqualTo(hash(started));
    }

    @Test
    void aJarOfManyClassesLeavesLittleGarbage() throws IOException {
        byte[][] classes = new byte[4000][];
        for (int i = 0; i < classes.length; i += 2) {
            classes[i] = ("com/example/Class" + i + ".class").getBytes(StandardCharsets.UTF_8);
            classes[i + 1] = new byte[100];
        }
        byte[] jar = jar(MONDAY, classes);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        hash(jar);

        assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before)
                .isLessThan(30_000_000);
    }
}
