package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.image.ImageRecord;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of an image in ECR's archive, with a real engine. */
@Tag("engine")
@Timeout(120)
class ArchivedImageEngineTest extends ContentTagScenario {
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
