package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import io.github.ecsmaven.aws.SystemProperties;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.release.ImageDecision;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.ecs.DockerTasks;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
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
    private String elements = "";
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
        AbstractEcsMojo mojo = filled(goal, options);
        mojo.setLog(log);
        mojo.execute();
        return new RecordFiles(module.resolve("target/ecs")).readImage().orElseThrow();
    }

    private <T extends AbstractEcsMojo> T filled(Class<T> goal, String... options) {
        ConfiguredGoal configured = new ConfiguredGoal(module)
                .withXml(
                        "<repository>content-tag/shop</repository><region>" + sandbox.region() + "</region>" + elements)
                .with("ecs.endpoint", sandbox.endpoint().toString());
        for (String option : options) {
            String[] parts = option.split("=", 2);
            configured.with(parts[0], parts[1]);
        }
        return configured.fill(goal);
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

    /** What a CI machine has that has built nothing yet. */
    private void forgetWhatWasBuilt(ImageRecord... built) throws IOException {
        try (Stream<Path> files = Files.walk(module.resolve("target"))) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
        try (DockerClient docker = DockerTasks.connect()) {
            for (ImageRecord image : built) {
                docker.removeImageCmd(image.imageId().orElseThrow().value())
                        .withForce(true)
                        .exec();
            }
        }
    }

    /** Why a run that goes on to the repository builds, in the words of the build and of the plan. */
    private String cause(String... options) throws Exception {
        BuildMojo goal = filled(BuildMojo.class, options);
        ImageDecision.Build decision;
        try (ModuleBuild build = goal.moduleBuild(List.of())) {
            decision = (ImageDecision.Build) new ModuleDecision(goal).of(build, true);
        }
        sandbox.requestLog().clear();
        PlanMojo plan = filled(PlanMojo.class, options);
        RecordingLog said = new RecordingLog(new Terminal());
        plan.setLog(said);
        plan.execute();
        assertThat(said.text()).contains(BuildCauses.why(decision));
        assertThat(sandbox.requestLog().writes()).isEmpty();
        return BuildCauses.inWords(decision);
    }

    @Test
    void afterACleanTheEnginesImageTellsWhatChanged() throws Exception {
        run(BuildMojo.class);
        forgetWhatWasBuilt();
        Files.writeString(module.resolve("random.txt"), UUID.randomUUID().toString());

        run(BuildMojo.class);

        assertThat(log.text()).contains("The image is built: context changed: random.txt.");
    }

    @Test
    void onAFreshMachineTheRepositorysImageTellsWhatChanged() throws Exception {
        elements = "<buildArgs><LEVEL>1</LEVEL></buildArgs>";
        ImageRecord first = buildAndPush();
        forgetWhatWasBuilt(first);
        Files.writeString(module.resolve(".dockerignore"), "*\n!random.txt\n!more.txt\n");
        Files.writeString(module.resolve("more.txt"), "more");

        elements = "<buildArgs><LEVEL>2</LEVEL></buildArgs>";

        assertThat(cause()).isEqualTo("The image is built: context changed: more.txt; build argument changed: LEVEL.");
    }

    @Test
    void theNewestImageTellsItWhereTheVersionIsNew() throws Exception {
        ImageRecord first = buildAndPush("ecs.tags=1.0");
        forgetWhatWasBuilt(first);
        Files.writeString(module.resolve("Dockerfile"), "FROM scratch\nLABEL a=b\nCOPY random.txt /\n");

        assertThat(cause("ecs.tags=1.1")).isEqualTo("The image is built: Dockerfile changed.");
    }

    @Test
    void nothingIsNamedWhereThatMayNotBeRead() throws Exception {
        ImageRecord first = buildAndPush();
        forgetWhatWasBuilt(first);
        sandbox.identities().addUser(Identities.CI, "ci", Set.of("ecr:GetDownloadUrlForLayer"));
        Files.writeString(module.resolve("random.txt"), UUID.randomUUID().toString());

        assertThat(cause()).matches("The image is built: no image of this content \\(c-\\w+\\) is there\\.");
    }

    @Test
    void aLabelOfThatNameOfTheUsersIsTheUsers() throws Exception {
        elements = "<labels><io.github.ecsmaven.content>mine</io.github.ecsmaven.content></labels>";

        ImageRecord built = run(BuildMojo.class);

        assertThat(labelOf(built)).isEqualTo("mine");
    }

    @Test
    void theLabelIsTheSameWhateverTheCommit() throws Exception {
        ImageRecord first = run(BuildMojo.class);
        String label = labelOf(first);
        forgetWhatWasBuilt();
        checkOut("2");

        ImageRecord second = run(BuildMojo.class, "ecs.force=true");

        assertThat(labelOf(second)).isEqualTo(label).startsWith("1.all.DOCKERFILE.");
        assertThat(second.contentTag()).isEqualTo(first.contentTag());
    }

    @Test
    void withoutAContentTagThereIsNoLabel() throws Exception {
        ImageRecord built = run(BuildMojo.class, "ecs.noCache=true");

        assertThat(built.contentTag()).isEmpty();
        assertThat(labelOf(built)).isNull();
    }

    private static String labelOf(ImageRecord built) throws IOException {
        try (DockerClient docker = DockerTasks.connect()) {
            return docker.inspectImageCmd(built.imageId().orElseThrow().value())
                    .exec()
                    .getConfig()
                    .getLabels()
                    .get("io.github.ecsmaven.content");
        }
    }
}
