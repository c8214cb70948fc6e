package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.nio.file.Files;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of an image whose build left nothing on this machine, or that is in ECR's archive; with a real engine. */
@Tag("engine")
@Timeout(120)
class BuildCausesEngineTest extends ContentTagScenario {
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

    private void archive(ImageRecord image) {
        sandbox.ecr()
                .archive("content-tag/shop", image.contentTag().orElseThrow().value());
    }

    @Test
    void anImageInTheArchiveIsBuiltAgainAndTakesTheTags() throws Exception {
        ImageRecord first = buildAndPush();
        forgetWhatWasBuilt(first);
        archive(first);
        checkOut("2");

        assertThat(cause())
                .isEqualTo("The image is built: the image with this content tag ("
                        + first.contentTag().orElseThrow() + ") is archived in ECR.");
        ImageRecord second = buildAndPush();

        assertThat(second.imageDigest()).isNotEqualTo(first.imageDigest());
        assertThat(digestOf(second.contentTag().orElseThrow()))
                .isEqualTo(second.imageDigest().orElseThrow().value());
        assertThat(log.text())
                .contains(
                        " is an image in ECR's archive (" + first.imageDigest().orElseThrow() + "): the tag goes over");
        assertThat(sandbox.ecr()
                        .image(
                                "content-tag/shop",
                                first.imageDigest().orElseThrow().value()))
                .hasValueSatisfying(image -> assertThat(image.isArchived()).isTrue());
    }

    @Test
    void aContentTagThatMayNotBeMovedStaysInTheArchive() throws Exception {
        ImageRecord first = buildAndPush("ecs.tags=1.0", "ecs.imageTagMutability=IMMUTABLE");
        forgetWhatWasBuilt(first);
        archive(first);
        checkOut("2");

        assertThat(cause("ecs.tags=1.1")).contains("is archived in ECR");
        assertThat(Files.readString(module.resolve("target/ecs/plan.json")))
                .contains("content-tag/shop:1.1")
                .doesNotContain("content-tag/shop:c-");
        ImageRecord second = buildAndPush("ecs.tags=1.1");

        assertThat(second.contentTag()).isEqualTo(first.contentTag());
        assertThat(digestOf(first.contentTag().orElseThrow()))
                .isEqualTo(first.imageDigest().orElseThrow().value());
        assertThat(digestOf(new io.github.ecsmaven.image.Tag("1.1")))
                .isEqualTo(second.imageDigest().orElseThrow().value())
                .isNotEqualTo(first.imageDigest().orElseThrow().value());
        assertThat(log.text())
                .contains("[WARNING] ", "is an image in ECR's archive, and the repository does not let the tag");
    }

    @Test
    void aVersionThatMayNotBeMovedAndIsInTheArchiveIsRefused() throws Exception {
        ImageRecord first = buildAndPush("ecs.tags=1.0", "ecs.imageTagMutability=IMMUTABLE");
        forgetWhatWasBuilt(first);
        archive(first);
        checkOut("2");

        assertThatThrownBy(() -> buildAndPush("ecs.tags=1.0"))
                .hasMessageContaining("/content-tag/shop:1.0 is an image in ECR's archive")
                .hasMessageContaining("update-image-storage-class");

        assertThat(sandbox.requestLog().writes()).isEmpty();
    }

    @Test
    void aPushOfTheVeryImageBringsItBack() throws Exception {
        ImageRecord first = buildAndPush();
        archive(first);

        ImageRecord second = buildAndPush();

        assertThat(second.imageDigest()).isEqualTo(first.imageDigest());
        assertThat(sandbox.ecr()
                        .image(
                                "content-tag/shop",
                                second.imageDigest().orElseThrow().value()))
                .hasValueSatisfying(image -> assertThat(image.isArchived()).isFalse());
    }
}
