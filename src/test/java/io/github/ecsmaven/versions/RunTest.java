package io.github.ecsmaven.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {
    @TempDir
    private Path directory;

    private Run run(String... lines) throws IOException {
        Path log = Files.createTempFile(directory, "run", ".log");
        return Run.of(Files.write(log, java.util.List.of(lines)), 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[WARNING] The requested profile \"x\" could not be activated",
                "\u001b[33m[WARNING]\u001b[0m coloured",
                "[WARN] as Maven 4 has it",
                "WARNING: sun.misc.Unsafe::objectFieldOffset has been called by some.Library (file:/library.jar)",
                "WARNING: java.lang.System::load has been called by some.Library in an unnamed module",
                "OpenJDK 64-Bit Server VM warning: Sharing is only supported for boot loader classes",
                "SLF4J: Failed to load class \"org.slf4j.impl.StaticLoggerBinder\".",
                "Nov 22, 2026 9:52:57 PM some.Library warn"
            })
    void takesEveryFormOfAWarning(String line) throws IOException {
        assertThat(run("[INFO] fine", line).warningsBeyond(run("[INFO] fine"))).hasSize(1);
    }

    @Test
    void leavesOutWhatMavenSaysWithoutThePlugin() throws IOException {
        Run alone = run("[WARNING] JAR will be empty", "[INFO] fine");

        assertThat(run("[WARNING] JAR will be empty", "[WARNING] ours").warningsBeyond(alone))
                .containsExactly("[WARNING] ours");
    }

    @Test
    void takesNoOtherLineForOne() throws IOException {
        assertThat(run("[INFO] WARNING is a word", "[DEBUG] [WARNING]", "warm").warningsBeyond(run()))
                .isEmpty();
    }
}
