package io.github.ecsmaven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every user's build downloads the plugin's runtime dependencies, which are in its jar: they stay few. */
class ClosureTest {
    private static final double LIMIT = 35e6;

    // dependency:build-classpath writes it in process-test-classes.
    private static final Path CLASS_PATH = Path.of("target/closure.txt");

    @Test
    void staysUnderThirtyFiveMegabytes() throws IOException {
        List<File> jars = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(Files.readString(CLASS_PATH).strip())
                .map(File::new)
                .toList();
        long bytes = jars.stream().mapToLong(File::length).sum();

        System.out.printf(
                Locale.ROOT,
                "dependency closure: %d jars, %.1f MB (limit %.0f MB)%n",
                jars.size(),
                bytes / 1e6,
                LIMIT / 1e6);
        assertThat(jars).allMatch(File::isFile);
        assertThat((double) bytes).isPositive().isLessThan(LIMIT);
    }
}
