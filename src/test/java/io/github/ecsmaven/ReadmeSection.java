package io.github.ecsmaven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of the README that a test knows, between {@code <!-- name -->} and {@code <!-- /name -->}. */
public final class ReadmeSection {
    private static final Path README = Path.of("README.md");

    private ReadmeSection() {}

    /** Compares, or writes the part with {@code -Dreadme.update}. */
    public static void assertReads(String name, String expected) throws IOException {
        String readme = Files.readString(README);
        String begin = "<!-- " + name + " -->\n";
        int from = readme.indexOf(begin) + begin.length();
        int to = readme.indexOf("<!-- /" + name + " -->");
        if (System.getProperty("readme.update") != null) {
            Files.writeString(README, readme.substring(0, from) + expected + readme.substring(to));
            return;
        }
        assertThat(readme.substring(from, to))
                .as("section '%s' of the README; mvn test -Dtest='*ReadmeTest' -Dreadme.update writes it", name)
                .isEqualTo(expected);
    }

    /** What stands there now. */
    public static String text(String name) throws IOException {
        String readme = Files.readString(README);
        return readme.substring(readme.indexOf("<!-- " + name + " -->"), readme.indexOf("<!-- /" + name + " -->"));
    }
}
