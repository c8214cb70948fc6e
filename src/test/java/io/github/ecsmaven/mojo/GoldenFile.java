package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the user reads, kept in a file so that a changed word shows up in a diff. */
public final class GoldenFile {
    private static final Path FILES = Path.of("src/test/resources");

    private GoldenFile() {}

    /** Compares with the file, or writes it with {@code -Dgolden.update}. */
    static void assertReads(String name, String text) {
        assertReads("mojo", name, text);
    }

    /** The same in another folder of the test resources. */
    public static void assertReads(String folder, String name, String text) {
        Path file = FILES.resolve(folder).resolve(name);
        try {
            if (System.getProperty("golden.update") != null) {
                Files.writeString(file, text);
            }
            assertThat(text)
                    .as("%s; mvn test -Dtest='*LogTest,PushProgressTest,ReportsTest' -Dgolden.update writes it", file)
                    .isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
