package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import io.github.ecsmaven.aws.SystemProperties;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.ecs.DockerTasks;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** ecs:build and ecs:push of the same content, again and again, with a real engine. */
@Tag("engine")
@Timeout(120)
class ContentTagEngineTest {
    private final SystemProperties properties = new SystemProperties();
    private final RecordingLog log = new RecordingLog(new Terminal());
    private Sandbox sandbox;

    @TempDir
    private Path module;

    @BeforeEach
    void open() throws IOException {
        properties.with("aws.accessKeyId", Identities.CI).with("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
        sandbox = Sandbox.start(SandboxOptions.defaults());
        sandbox.identities().addUser(Identities.CI, "ci", Set.of());
        Files.writeString(module.resolve("random.txt"), UUID.randomUUID().toString());
        Files.writeString(module.resolve(".dockerignore"), "*\n!random.txt\n");
        Files.writeString(module.resolve("Dockerfile"), "FROM scratch\nCOPY random.txt /\n");
        checkOut("1");
    }

    /** A commit gives the image another label, and the same content. */
    private void checkOut(String commit) throws IOException {
        Files.createDirectories(module.resolve(".git"));
        Files.writeString(module.resolve(".git/HEAD"), commit.repeat(40) + "\n");
    }

    @AfterEach
    void close() throws IOException {
        String registry = sandbox.registry();
        sandbox.close();
        properties.close();
        try (DockerClient docker = DockerTasks.connect()) {
            docker.listImagesCmd().exec().stream()
                    .filter(image -> image.getRepoTags() != null)
                    .flatMap(image -> Arrays.stream(image.getRepoTags()))
                    .filter(name -> name.startsWith(registry + "/") || name.startsWith("content-tag/"))
                    .forEach(name -> docker.removeImageCmd(name).withForce(true).exec());
        }
    }

    private ImageRecord run(Class<? extends AbstractEcsMojo> goal, String... options) throws Exception {
        ConfiguredGoal configured = new ConfiguredGoal(module)
                .withXml("<repository>content-tag/shop</repository><region>" + sandbox.region() + "</region>")
                .with("ecs.endpoint", sandbox.endpoint().toString());
        for (String option : options) {
            String[] parts = option.split("=", 2);
            configured.with(parts[0], parts[1]);
        }
        AbstractEcsMojo mojo = configured.fill(goal);
        mojo.setLog(log);
        mojo.execute();
        return new RecordFiles(module.resolve("target/ecs")).readImage().orElseThrow();
    }

    private ImageRecord buildAndPush(String... options) throws Exception {
        sandbox.requestLog().clear();
        run(BuildMojo.class, options);
        return run(PushMojo.class, options);
    }

    private String digestOf(io.github.ecsmaven.image.Tag tag) {
        return sandbox.ecr()
                .image("content-tag/shop", tag.value())
                .orElseThrow()
                .digest();
    }

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
}
