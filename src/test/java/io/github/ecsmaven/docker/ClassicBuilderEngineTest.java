package io.github.ecsmaven.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Classic builds in the engine that runs on this machine. */
@Tag("engine")
@Timeout(60)
class ClassicBuilderEngineTest {
    private static final ImageReference SHOP = ImageReference.parse("ecs-maven-plugin-test/classic:1");

    @TempDir
    Path context;

    private EngineImages images;

    @BeforeEach
    void connect() {
        images = new EngineImages(context);
        images.file("hello.txt", "hello");
    }

    @AfterEach
    void removeImages() {
        images.close();
    }

    @Test
    void tellsWhichEngineItIs() {
        EngineInfo info = images.engine().info();

        assertThat(info.version()).isNotEmpty();
        assertThat(info.apiVersion()).matches("\\d+\\.\\d+");
        assertThat(info.server()).isIn("Docker", "Libpod");
        assertThat(info.os()).isEqualTo("linux");
    }

    @Test
    void buildsAndTagsAnImage() {
        images.file("Dockerfile", "FROM scratch\nARG WHO\nLABEL hello=$WHO\nCOPY hello.txt /\n");

        BuiltImage image = images.build(SHOP, Optional.empty(), Map.of("version", "1.4"), Keychain.empty());

        assertThat(images.engine().find(SHOP)).contains(image);
        assertThat(images.engine().find(image.id())).contains(image);
        assertThat(image.size()).isEqualTo(images.engine().keepsImagesInContainerd() ? images.storedSize(SHOP) : 5);
        assertThat(images.labelsOf(SHOP)).containsEntry("hello", "world").containsEntry("version", "1.4");
        assertThat(images.output()).contains("Step 4/5 : COPY hello.txt /").noneMatch(line -> line.contains("\n"));
    }

    @Test
    void usesADockerfileThatTheContextLeavesOut() {
        images.file(".dockerignore", "*\n!hello.txt\n");
        images.file("Dockerfile", "FROM scratch\nCOPY . /\n");

        assertThat(images.build(SHOP).size()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void namesTheInstructionThatFailedAndShowsTheOutput() {
        images.file("Dockerfile", "FROM scratch\nCOPY hello.txt /\nCOPY missing.txt /\n");

        assertThatThrownBy(() -> images.build(SHOP))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll(
                        "3/3 : COPY missing.txt /", "missing.txt", "Step 2/3 : COPY hello.txt /", "docker build");
        assertThat(images.engine().find(SHOP)).isEmpty();
    }

    @Test
    void repeatsWhatTheEngineSaysOfATypingError() {
        images.file("Dockerfile", "FROM scratch\nCPOY hello.txt /\n");

        assertThatThrownBy(() -> images.build(SHOP))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("CPOY")
                .hasMessageContaining("Correct the Dockerfile");
    }

    @Test
    void saysThatTheDockerfileNeedsBuildKit() {
        images.file("Dockerfile", "FROM scratch\nCOPY hello.txt /\nRUN --mount=type=cache,target=/x true\n");

        assertThatThrownBy(() -> images.build(SHOP))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("classic builder cannot", "RUN --mount=type=cache,target=/x (line 3)");
    }

    @Test
    void saysThatAHeredocNeedsBuildKit() {
        images.file("Dockerfile", "FROM scratch\nCOPY <<EOF /x\nHELLO\nEOF\n");

        assertThatThrownBy(() -> images.build(SHOP))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("classic builder cannot", "COPY << (line 2)");
    }

    @Test
    void leavesNoTextOfAHeredocOut() {
        images.file("Dockerfile", "FROM scratch\nCOPY hello.txt <<EOF /x/\nHELLO\nEOF\n");

        // Engines since 23.0 would build it, without the text.
        assertThatThrownBy(() -> images.build(SHOP))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("classic builder cannot", "COPY << (line 2)");
        assertThat(images.engine().find(SHOP)).isEmpty();
    }

    @Test
    void buildsForThePlatformThatIsAskedFor() {
        images.file("Dockerfile", "FROM scratch\nCOPY hello.txt /\n");
        Platform arm = Platform.parse("linux/arm64");

        assertThat(images.build(SHOP, Optional.of(arm), Map.of(), Keychain.empty())
                        .platform())
                .isEqualTo(arm);
    }

    @Test
    void asksForCredentialsOfTheRegistriesInTheDockerfileAlone() {
        images.file("Dockerfile", "FROM 127.0.0.1:1/base:1\nCOPY hello.txt /\n");
        List<String> asked = new ArrayList<>();
        Keychain keychain = registry -> {
            asked.add(registry);
            return Optional.empty();
        };

        assertThatThrownBy(() -> images.build(SHOP, Optional.empty(), Map.of(), keychain))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("1/2 : FROM 127.0.0.1:1/base:1", "refused", "cannot reach the registry");
        assertThat(asked).containsExactly("127.0.0.1:1");
    }

    @Test
    void refusesABaseImageOfAnotherPlatform() {
        EngineInfo info = images.engine().info();
        // Engine 26 and containerd's image store fetch it for the platform, or try to; others take what they have.
        boolean fetches = info.version().startsWith("26.") || images.engine().keepsImagesInContainerd();
        images.file("Dockerfile", "FROM scratch\nCOPY hello.txt /\n");
        ImageReference base = ImageReference.parse("127.0.0.1:1/ecs-maven-plugin-test/base:1");
        images.build(base);
        images.file("Dockerfile", "FROM " + base + "\nCOPY hello.txt /again\n");

        assertThatThrownBy(() ->
                        images.build(SHOP, Optional.of(Platform.parse("linux/s390x")), Map.of(), Keychain.empty()))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll(
                        fetches
                                ? new String[] {
                                    "FROM " + base, "connection refused", "pull the image for linux/s390x before"
                                }
                                : new String[] {
                                    "was to be for linux/s390x",
                                    "image is for " + Platform.parse(info.os() + "/" + info.architecture())
                                });
    }

    @Test
    void failsWithWhatEndedTheContext() {
        images.file("Dockerfile", "FROM scratch\nCOPY . /\n");
        ActionableException shrunk = new ActionableException("app.jar shrank while it was being sent.", "Build again.");

        assertThatThrownBy(() -> images.build(SHOP, out -> {
                    TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
                    TarArchiveEntry jar = new TarArchiveEntry("app.jar");
                    jar.setSize(3_000_000);
                    tar.putArchiveEntry(jar);
                    tar.write(new byte[2_000_000]);
                    throw shrunk;
                }))
                .isSameAs(shrunk);
        assertThatThrownBy(() -> images.build(SHOP, out -> {
                    throw new IOException("disk gone");
                }))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("build context " + context, "disk gone");
    }

    @Test
    void saysThatAnImageToTagIsGone() {
        Digest nothing = new Digest("sha256:" + "0".repeat(64));

        assertThat(images.engine().find(nothing)).isEmpty();
        assertThatThrownBy(() -> images.engine().tag(nothing, SHOP))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll("000000000000", "mvn package");
    }

    @Test
    void movesATag() {
        images.file("Dockerfile", "FROM scratch\nCOPY hello.txt /\n");
        BuiltImage image = images.build(SHOP);
        ImageReference other = SHOP.withTag(new io.github.ecsmaven.image.Tag("2"));

        images.tag(image, other);

        assertThat(images.engine().find(other)).contains(image);
    }
}
