package io.github.ecsmaven.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashMemoryTest {
    private static final InstantSource LATER = () -> Instant.now().plusSeconds(10);

    @TempDir
    private Path directory;

    private Path file;
    private Path memory;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("app.txt"), "one");
        memory = directory.resolve("target/hashes");
    }

    private ContextEntry entry() throws IOException {
        return new EntryReader(directory).read(file, "app.txt").orElseThrow();
    }

    private String hashed(InstantSource clock) throws IOException {
        HashMemory remembering = HashMemory.in(memory, clock);
        String hash = remembering.hash(entry());
        remembering.save();
        return hash;
    }

    private int remembered() throws IOException {
        return Files.exists(memory) ? Files.readAllLines(memory).size() - 1 : 0;
    }

    @Test
    void whatHasNotChangedIsNotReadAgain() throws IOException {
        String first = hashed(LATER);
        String lines = Files.readString(memory);
        Files.writeString(memory, lines.replace(first, "remembered"));

        assertThat(hashed(LATER)).isEqualTo("remembered");
        assertThat(Files.readString(memory)).isEqualTo(lines.replace(first, "remembered"));
    }

    @Test
    void whatWasReadAMomentAgoIsNotReadAgain() throws IOException {
        HashMemory remembering = HashMemory.in(memory, LATER);
        ContextEntry entry = entry();
        String first = remembering.hash(entry);
        Files.delete(file);

        assertThat(remembering.hash(entry)).isEqualTo(first);
    }

    @Test
    void anEditThatKeepsSizeAndTimeIsSeen() throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        String first = hashed(LATER);
        long changed = entry().version().orElseThrow().changed().toEpochMilli();
        do {
            Files.writeString(file, "two", StandardOpenOption.WRITE);
            Files.setLastModifiedTime(file, time);
        } while (entry().version().orElseThrow().changed().toEpochMilli() == changed);

        assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
        assertThat(Files.size(file)).isEqualTo(3);
        assertThat(hashed(LATER)).isNotEqualTo(first);
    }

    @Test
    void whatWasJustWrittenIsReadAgain() throws IOException {
        String first = hashed(
                InstantSource.fixed(entry().version().orElseThrow().changed().plusMillis(50)));
        assertThat(remembered()).isZero();

        assertThat(hashed(LATER)).isEqualTo(first);
        assertThat(remembered()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T05:12:59.525635792Z, 99, false",
        "2026-11-23T05:12:59.525635792Z, 101, true",
        // Where no more than milliseconds or seconds are kept
        "2026-11-23T05:12:59.525Z, 1999, false",
        "2026-11-23T05:12:59.525Z, 2001, true",
        "2026-11-23T05:12:58Z, 1999, false",
        "2026-11-23T05:12:58Z, 2001, true",
    })
    void aChangeShowsOnceTheClockOfTheFileSystemHasGoneOn(Instant changed, long millisLater, boolean shows) {
        FileVersion version = new FileVersion(1, 2, 3, changed.minusSeconds(60), changed);

        assertThat(version.tellsChangesAfter(changed.plusMillis(millisLater))).isEqualTo(shows);
    }

    @Test
    void forgetsWhatIsNotThereAnyMore() throws IOException {
        hashed(LATER);
        file = Files.writeString(directory.resolve("other.txt"), "other");
        hashed(LATER);

        assertThat(remembered()).isEqualTo(1);
    }

    @Test
    void anArchivesNameIsPartOfTheMemory() throws IOException {
        HashMemory remembering = HashMemory.in(memory, LATER);
        EntryReader reader = new EntryReader(directory);
        remembering.hash(reader.read(file, "app.txt").orElseThrow());
        remembering.hash(new EntryReader(directory).read(file, "app.jar").orElseThrow());
        remembering.save();

        assertThat(remembered()).isEqualTo(2);
    }

    @Test
    void aMemoryThatIsNotOursIsNoMemory() throws IOException {
        String first = hashed(LATER);
        for (String text : new String[] {"", "something else", "ecs-maven-plugin hashes 1\nnoSpace"}) {
            Files.writeString(memory, text);
            assertThat(hashed(LATER)).isEqualTo(first);
        }
        assertThat(remembered()).isEqualTo(1);
    }

    @Test
    void saysThatItCannotBeKept() throws IOException {
        Files.writeString(directory.resolve("target"), "a file");
        HashMemory remembering = HashMemory.in(memory, LATER);
        remembering.hash(entry());

        assertThatThrownBy(remembering::save)
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining(memory.toString())
                .hasMessageContaining("cannot be written");
    }
}
