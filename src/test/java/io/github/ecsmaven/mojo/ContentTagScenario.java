package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A module of one random file, whose goals run against a sandbox and a real engine. */
abstract class ContentTagScenario {
    private final SystemProperties properties = new SystemProperties();
    final RecordingLog log = new RecordingLog(new Terminal());
    String elements = "";
    Sandbox sandbox;

    @TempDir
    Path module;

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
    void checkOut(String commit) throws IOException {
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

    ImageRecord run(Class<? extends AbstractEcsMojo> goal, String... options) throws Exception {
        AbstractEcsMojo mojo = filled(goal, options);
        mojo.setLog(log);
        mojo.execute();
        return new RecordFiles(module.resolve("target/ecs")).readImage().orElseThrow();
    }

    <T extends AbstractEcsMojo> T filled(Class<T> goal, String... options) {
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

    ImageRecord buildAndPush(String... options) throws Exception {
        sandbox.requestLog().clear();
        run(BuildMojo.class, options);
        return run(PushMojo.class, options);
    }

    String digestOf(io.github.ecsmaven.image.Tag tag) {
        return sandbox.ecr()
                .image("content-tag/shop", tag.value())
                .orElseThrow()
                .digest();
    }

    /** What a CI machine has that has built nothing yet. */
    void forgetWhatWasBuilt(ImageRecord... built) throws IOException {
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
    String cause(String... options) throws Exception {
        BuildMojo goal = filled(BuildMojo.class, options);
        ImageDecision.Build decision;
        try (ModuleBuild build = goal.moduleBuild(List::of, Optional::empty)) {
            decision = (ImageDecision.Build)
                    new ModuleDecision(goal).of(build, true).image();
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
}
