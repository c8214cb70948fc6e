package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleImageTest {
    @TempDir
    private Path module;

    private ModuleImage image(Consumer<ModuleConfiguration> change) {
        ModuleConfiguration configuration = new ModuleConfiguration(module);
        change.accept(configuration);
        return configuration.toImage();
    }

    private ModuleImage image() {
        return image(configuration -> {});
    }

    private static String[] names(ModuleImage image) {
        return image.localNames().stream().map(ImageReference::toString).toArray(String[]::new);
    }

    @Test
    void isNamedAfterTheArtifactAndTheVersionAsFarAsRegistriesTakeThem() {
        assertThat(names(image())).containsExactly("shop:1.0.0-build.5");
    }

    @Test
    void hasTheConfiguredNames() {
        ModuleImage image = image(it -> {
            it.repository = Optional.of("team/shop");
            it.tags = List.of("1.0", "stable", "1.0");
        });

        assertThat(names(image)).containsExactly("team/shop:1.0", "team/shop:stable");
    }

    @Test
    void keepsTheHostOfARepositorysUri() {
        ModuleImage image =
                image(it -> it.repository = Optional.of("123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/shop"));

        assertThat(names(image))
                .containsExactly("123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/shop:1.0.0-build.5");
    }

    @Test
    void aTagThatNoRegistryTakesIsRefused() {
        assertThatThrownBy(() -> image(it -> it.tags = List.of("1.0+5")).tags())
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("'1.0+5'")
                .hasMessageContaining("<tags>");
    }

    @Test
    void aPlatformIsReadInGosWords() {
        assertThat(image(it -> it.platform = Optional.of("linux/aarch64")).platforms())
                .containsExactly(Platform.parse("linux/arm64"));
        assertThatThrownBy(() -> image(it -> it.platform = Optional.of("arm")).platforms())
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("<platform>")
                .hasMessageContaining("'arm'");
    }

    @Test
    void anImageFromElsewhereHasToBeOne() {
        assertThat(image(it -> it.image = Optional.of("nginx:1.27")).deployed())
                .contains(ImageReference.parse("nginx:1.27"));
        assertThatThrownBy(() -> image(it -> it.image = Optional.of("NGINX")).deployed())
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("<image>");
    }

    @Test
    void configuredLabelsWinOverThoseOfOci() {
        ModuleImage image = image(it -> it.labels = Map.of("org.opencontainers.image.title", "Orders", "team", "a"));

        assertThat(image.labels())
                .containsEntry("org.opencontainers.image.title", "Orders")
                .containsEntry("org.opencontainers.image.version", "1.0.0+build.5")
                .containsEntry("team", "a");
    }

    @Test
    void aModuleWithoutADockerfileHasNoImage() throws IOException {
        assertThat(image().hasDockerfile(false)).isFalse();
        Files.writeString(module.resolve("Dockerfile"), "FROM scratch\n");
        assertThat(image().hasDockerfile(false)).isTrue();
        assertThat(image().hasDockerfile(true)).isTrue();
    }

    @Test
    void aServiceWithoutADockerfileIsRefused() {
        assertThatThrownBy(() -> image().hasDockerfile(true))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("there is no Dockerfile in " + module)
                .hasMessageContaining("<dockerfile>")
                .hasMessageContaining("<skip>true</skip>");
    }

    @Test
    void aDockerfileThatIsNamedHasToBeThere() throws IOException {
        Path named = module.resolve("docker/Shop.Dockerfile");
        ModuleImage image = image(it -> it.dockerfile = Optional.of(named));

        assertThatThrownBy(() -> image.hasDockerfile(false))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining(named + " does not exist");
        Files.createDirectories(named);
        assertThatThrownBy(() -> image.hasDockerfile(false))
                .as("a directory is no Dockerfile")
                .isInstanceOf(ActionableException.class);
    }
}
