package io.github.ecsmaven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFileTest {
    @TempDir
    Path directory;

    @Test
    void putsATextInPlaceOfAnother() throws IOException {
        Path file = directory.resolve("image.json");
        KeptFile.write(file, "one");
        KeptFile.write(file, "two");

        assertThat(file).hasContent("two");
        assertThat(directory).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void removesWhatIsThere() throws IOException {
        Path file = directory.resolve("image.json");
        KeptFile.write(file, "one");

        KeptFile.remove(file);
        KeptFile.remove(file);

        assertThat(file).doesNotExist();
        Files.createDirectories(file.resolve("not-empty"));
        assertThatThrownBy(() -> KeptFile.remove(file)).hasMessageContaining("image.json cannot be removed");
    }

    @Test
    void leavesNothingBesideAFileThatCannotBeWritten() throws IOException {
        Path file = directory.resolve("image.json");
        Files.createDirectories(file.resolve("not-empty"));

        assertThatThrownBy(() -> KeptFile.write(file, "one")).hasMessageContaining("image.json cannot be written");

        assertThat(directory).isDirectoryNotContaining(other -> !other.equals(file));
    }
}
