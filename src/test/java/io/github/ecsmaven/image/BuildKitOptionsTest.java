package io.github.ecsmaven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildKitOptionsTest {
    @TempDir
    Path directory;

    @Test
    void namesWhatIsAskedFor() {
        BuildKitOptions all = new BuildKitOptions(
                List.of(BuildSecret.ofText("npm", "hush")),
                List.of(new SshAgent("default", directory)),
                List.of(CacheLocation.parse("a:1")),
                List.of(CacheLocation.parse("type=inline")),
                Map.of("docs", "../docs"),
                List.of("test"),
                Map.of("sbom", ""));

        assertThat(all.named())
                .containsExactly(
                        "buildSecrets",
                        "ssh",
                        "cacheFrom",
                        "cacheTo",
                        "buildContexts",
                        "noCacheFilter",
                        "attestations");
        assertThat(BuildKitOptions.NONE.named()).isEmpty();
        assertThat(all.toString()).contains("npm").doesNotContain("hush");
    }

    @Test
    void readsASecretWhenItIsAskedFor() throws Exception {
        Path file = directory.resolve("token");
        BuildSecret secret = BuildSecret.ofFile("npm", file);

        assertThatThrownBy(secret::value)
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll(file.toString(), "'npm'", "<file>");
        Files.writeString(file, "é");

        assertThat(secret.value()).isEqualTo("é".getBytes(StandardCharsets.UTF_8));
        assertThat(BuildSecret.ofText("npm", "é").value()).isEqualTo(secret.value());
    }
}
