package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.buildkit.Relay;
import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.docker.DockerSettings;
import io.github.ecsmaven.image.ImageRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** ecs:build and ecs:push of the same content, again and again, with a real engine. */
@Tag("engine")
@Timeout(120)
class ContentTagEngineTest extends ContentTagScenario {
    @Test
    void theSameContentIsNeitherBuiltNorPushedAgain() throws Exception {
        ImageRecord first = buildAndPush();
        assertThat(first.tags()).hasSize(2).contains(first.contentTag().orElseThrow());
        assertThat(log.text()).contains("The image is built: no image of this content");

        ImageRecord second = buildAndPush();

        assertThat(second.imageDigest()).isEqualTo(first.imageDigest());
        assertThat(log.text())
                .contains("Image unchanged: " + first.contentTag().orElseThrow() + " is in the engine already as ")
                .contains("Nothing to push:");
        assertThat(sandbox.requestLog().writes()).isEmpty();
    }

    @Test
    void aNewVersionOfTheSameContentIsAFurtherTagWithoutAPush() throws Exception {
        ImageRecord first = buildAndPush("ecs.tags=1.0");

        ImageRecord second = buildAndPush("ecs.tags=1.1");

        assertThat(second.imageDigest()).isEqualTo(first.imageDigest());
        assertThat(sandbox.requestLog().writes()).containsExactly("ecr:PutImage");
        assertThat(digestOf(new io.github.ecsmaven.image.Tag("1.1")))
                .isEqualTo(first.imageDigest().orElseThrow().value());
        assertThat(digestOf(new io.github.ecsmaven.image.Tag("1.0")))
                .isEqualTo(first.imageDigest().orElseThrow().value());
    }

    @Test
    void namesWhatChanged() throws Exception {
        ImageRecord first = buildAndPush();
        Files.writeString(module.resolve("random.txt"), UUID.randomUUID().toString());

        ImageRecord second = buildAndPush();

        assertThat(second.contentTag()).isNotEqualTo(first.contentTag());
        assertThat(second.imageDigest()).isNotEqualTo(first.imageDigest());
        assertThat(log.text()).contains("The image is built: context changed: random.txt.");
        // The image that may run keeps its tag.
        assertThat(digestOf(first.contentTag().orElseThrow()))
                .isEqualTo(first.imageDigest().orElseThrow().value());
    }

    @Test
    void forceBuildsAndPushesAllTheSame() throws Exception {
        ImageRecord first = buildAndPush();
        checkOut("2");

        ImageRecord second = buildAndPush("ecs.force=true");

        assertThat(second.contentTag()).isEqualTo(first.contentTag());
        assertThat(second.imageDigest()).isNotEqualTo(first.imageDigest());
        assertThat(digestOf(second.contentTag().orElseThrow()))
                .isEqualTo(second.imageDigest().orElseThrow().value());
        assertThat(log.text()).contains("The image is built: <force> (-Decs.force) is set.");
    }

    @Test
    void forceIsRefusedByNameWhereTheContentTagMayNotBeMoved() throws Exception {
        buildAndPush("ecs.tags=1.0", "ecs.imageTagMutability=IMMUTABLE");
        checkOut("2");

        assertThatThrownBy(() -> buildAndPush("ecs.tags=1.1", "ecs.force=true"))
                .hasMessageContaining("does not let the tag be moved")
                .hasMessageContaining("Build without -Decs.force");

        assertThat(sandbox.requestLog().writes()).isEmpty();
    }

    @Test
    void aTagThatMayNotBeMovedIsRefusedBeforeAnythingIsTagged() throws Exception {
        buildAndPush("ecs.tags=1.0", "ecs.imageTagMutability=IMMUTABLE");
        Files.writeString(module.resolve("random.txt"), UUID.randomUUID().toString());
        buildAndPush("ecs.tags=1.1");

        assertThatThrownBy(() -> buildAndPush("ecs.tags=2.0,1.0"))
                .hasMessageContaining("/content-tag/shop:1.0 is another image")
                .hasMessageContaining("MUTABLE");

        assertThat(sandbox.ecr().image("content-tag/shop", "2.0")).isEmpty();
        assertThat(sandbox.requestLog().writes()).isEmpty();
    }

    @Test
    void whereBuildKitIsExpectedAndDoesNotAnswerTheSameContentIsBuiltOnceToo(@TempDir Path elsewhere) throws Exception {
        Files.writeString(module.resolve(".dockerignore"), ".git\ntarget\n");
        try (DockerEngine engine = DockerEngine.connect(DockerSettings.ofThisProcess(Optional.empty()));
                Relay relay = Relay.start(elsewhere, engine.dial(), "POST /grpc", "PRI ")) {
            String host = "ecs.dockerHost=" + relay.host();
            ImageRecord first = buildAndPush(host);
            assertThat(log.text()).contains("BuildKit does not build this image", "status 404");

            ImageRecord second = buildAndPush(host);

            assertThat(second.contentTag()).isPresent().isEqualTo(first.contentTag());
            assertThat(second.imageDigest()).isEqualTo(first.imageDigest());
            assertThat(log.text()).contains("Image unchanged: ", "Nothing to push:");
            assertThat(sandbox.requestLog().writes()).isEmpty();
            // The classic builder does not say what it has read, so everything counts that it was given.
            Files.writeString(module.resolve("unread.txt"), "1");
            assertThat(cause(host)).contains("unread.txt");
        }
    }
}
