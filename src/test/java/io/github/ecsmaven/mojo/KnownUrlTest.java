package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownUrlTest {
    private static final String GROUP =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/greeting/6d0ecf831eec9f09";
    private static final URI ANSWERS = URI.create("https://greeting.example.com/");

    @TempDir
    private Path directory;

    @Test
    void anAnswerIsKnownFromThenOn() {
        assertThat(new KnownUrl(directory).of(GROUP)).isEmpty();

        assertThat(new KnownUrl(directory).ask(GROUP, group -> Optional.of(ANSWERS)))
                .contains(ANSWERS);

        assertThat(new KnownUrl(directory).of(GROUP)).contains(ANSWERS);
        assertThat(new KnownUrl(directory).of(GROUP.replace("greeting", "api"))).isEmpty();
    }

    @Test
    void noAnswerIsAskedForAgain() throws IOException {
        assertThat(new KnownUrl(directory).ask(GROUP, group -> Optional.empty()))
                .isEmpty();

        assertThat(Files.list(directory)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "{\"targetGroupArn\": 1}", "{\"targetGroupArn\": \"%s\", \"url\": \"http://[\"}"})
    void aFileThatSaysSomethingElseIsNone(String text) throws IOException {
        Files.writeString(directory.resolve("url.json"), text.formatted(GROUP));

        assertThat(new KnownUrl(directory).of(GROUP)).isEmpty();
    }
}
