package io.github.ecsmaven.sandbox.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageDigestDoesNotMatchException;
import software.amazon.awssdk.services.ecr.model.ImageFailure;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageTagAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.LayerAvailability;
import software.amazon.awssdk.services.ecr.model.LayersNotFoundException;
import software.amazon.awssdk.services.ecr.model.ReferencedImagesNotFoundException;
import software.amazon.awssdk.services.ecr.model.TagStatus;

/** Images described, read, put and deleted, through the SDK's client. */
class ImageApiTest {
    private static final Instant PUSHED = Instant.parse("2026-11-01T08:00:00Z");
    private static final String LIST_TYPE = "application/vnd.docker.distribution.manifest.list.v2+json";
    private static final String NOWHERE = "sha256:" + "0".repeat(64);

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private EcrClient ecr;

    @BeforeEach
    void connect() {
        ecr = SdkClients.ecr(sandbox);
        sandbox.ecr().createRepository("shop");
    }

    @AfterEach
    void stop() {
        ecr.close();
        sandbox.close();
    }

    private static ImageIdentifier tag(String tag) {
        return ImageIdentifier.builder().imageTag(tag).build();
    }

    private static ImageIdentifier digest(String digest) {
        return ImageIdentifier.builder().imageDigest(digest).build();
    }

    @Test
    void describesAnImage() {
        String digest = sandbox.ecr().seedImage("shop", PUSHED, "1", "latest");
        ImageDetail detail = ecr.describeImages(r -> r.repositoryName("shop").imageIds(tag("1")))
                .imageDetails()
                .get(0);
        assertThat(detail.imageDigest()).isEqualTo(digest);
        assertThat(detail.imageTags()).containsExactly("1", "latest");
        assertThat(detail.imagePushedAt()).isEqualTo(PUSHED);
        assertThat(detail.imageSizeInBytes()).isPositive();
        assertThat(detail.imageStatusAsString()).isEqualTo("ACTIVE");
        assertThat(detail.lastRecordedPullTime()).isNull();
    }

    @Test
    void saysWhichImageIsMissing() {
        assertThatThrownBy(
                        () -> ecr.describeImages(r -> r.repositoryName("shop").imageIds(tag("9"))))
                .isInstanceOf(ImageNotFoundException.class)
                .hasMessageContaining("The image with imageId {imageDigest:'null', imageTag:'9'} does not exist within"
                        + " the repository with name 'shop' in the registry with id '123456789012'");
    }

    @Test
    void filtersAndPages() {
        for (int i = 0; i < 4; i++) {
            sandbox.ecr().seedImage("shop", PUSHED.plusSeconds(i), "v" + i);
        }
        String untagged = sandbox.ecr().seedImage("shop", PUSHED);
        assertThat(ecr.describeImagesPaginator(r -> r.repositoryName("shop").maxResults(2))
                        .imageDetails())
                .hasSize(5);
        assertThat(ecr.describeImages(r -> r.repositoryName("shop").filter(f -> f.tagStatus(TagStatus.UNTAGGED)))
                        .imageDetails())
                .extracting(ImageDetail::imageDigest)
                .containsExactly(untagged);
        assertThat(ecr.listImages(r -> r.repositoryName("shop").filter(f -> f.tagStatus(TagStatus.TAGGED)))
                        .imageIds())
                .extracting(ImageIdentifier::imageTag)
                .containsExactly("v0", "v1", "v2", "v3");
        assertThatThrownBy(() -> ecr.describeImages(
                        r -> r.repositoryName("shop").imageIds(tag("v0")).maxResults(5)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void getsManifestsAndReportsFailuresBesideThem() {
        String digest = sandbox.ecr().seedImage("shop", PUSHED, "1");
        BatchGetImageResponse answer = ecr.batchGetImage(r -> r.repositoryName("shop")
                .imageIds(
                        tag("1"),
                        tag("2"),
                        digest("nonsense"),
                        ImageIdentifier.builder().build(),
                        ImageIdentifier.builder()
                                .imageTag("1")
                                .imageDigest(NOWHERE)
                                .build()));
        assertThat(answer.images()).hasSize(1);
        assertThat(Digests.of(answer.images().get(0).imageManifest().getBytes()))
                .isEqualTo(digest);
        assertThat(answer.failures())
                .extracting(ImageFailure::failureCode)
                .containsExactly(
                        ImageFailureCode.IMAGE_NOT_FOUND,
                        ImageFailureCode.INVALID_IMAGE_DIGEST,
                        ImageFailureCode.MISSING_DIGEST_AND_TAG,
                        ImageFailureCode.IMAGE_TAG_DOES_NOT_MATCH_DIGEST);
    }

    @Test
    void doesNotConvertManifests() {
        sandbox.ecr().seedImage("shop", PUSHED, "1");
        assertThatThrownBy(() -> ecr.batchGetImage(r -> r.repositoryName("shop")
                        .imageIds(tag("1"))
                        .acceptedMediaTypes("application/vnd.oci.image.manifest.v1+json")))
                .hasMessageContaining("The sandbox does not implement the conversion");
    }

    private Image get(String tag) {
        return ecr.batchGetImage(r -> r.repositoryName("shop").imageIds(tag(tag)))
                .images()
                .get(0);
    }

    @Test
    void putsAnImageUnderAnotherTag() {
        String digest = sandbox.ecr().seedImage("shop", PUSHED, "1");
        String manifest = get("1").imageManifest();
        ecr.putImage(r -> r.repositoryName("shop").imageManifest(manifest).imageTag("2"));
        assertThat(sandbox.ecr().image("shop", "2").orElseThrow().digest()).isEqualTo(digest);
        assertThatThrownBy(() -> ecr.putImage(
                        r -> r.repositoryName("shop").imageManifest(manifest).imageTag("2")))
                .isInstanceOf(ImageAlreadyExistsException.class);
        assertThatThrownBy(() -> ecr.putImage(
                        r -> r.repositoryName("shop").imageManifest(manifest).imageDigest(NOWHERE)))
                .isInstanceOf(ImageDigestDoesNotMatchException.class);
    }

    @Test
    void refusesToMoveAProtectedTagEvenToTheSameImage() {
        sandbox.ecr().seedImage("shop", PUSHED, "1", "dev");
        String manifest = get("1").imageManifest();
        ecr.putImageTagMutability(r -> r.repositoryName("shop").imageTagMutability("IMMUTABLE"));
        assertThatThrownBy(() -> ecr.putImage(
                        r -> r.repositoryName("shop").imageManifest(manifest).imageTag("1")))
                .isInstanceOf(ImageTagAlreadyExistsException.class)
                .hasMessageContaining("The image tag '1' already exists in the 'shop' repository and cannot be"
                        + " overwritten because the repository is immutable.");
        ecr.putImage(r -> r.repositoryName("shop").imageManifest(manifest).imageTag("2"));
    }

    @Test
    void refusesAManifestWhoseBlobsAreMissing() {
        sandbox.ecr().seedImage("shop", PUSHED, "1");
        sandbox.ecr().createRepository("other");
        String manifest = get("1").imageManifest();
        assertThatThrownBy(() -> ecr.putImage(
                        r -> r.repositoryName("other").imageManifest(manifest).imageTag("1")))
                .isInstanceOf(LayersNotFoundException.class);
        assertThatThrownBy(() -> ecr.putImage(
                        r -> r.repositoryName("shop").imageManifest("{").imageTag("1")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void keepsTheImagesOfAnIndex() {
        String child = sandbox.ecr().seedImage("shop", PUSHED, "child");
        assertThatThrownBy(() -> putIndex(NOWHERE)).isInstanceOf(ReferencedImagesNotFoundException.class);
        putIndex(child);
        assertThat(sandbox.ecr().platforms(sandbox.ecr().image("shop", "all").orElseThrow()))
                .containsExactly("linux/amd64");
        ImageDetail index = ecr.describeImages(r -> r.repositoryName("shop").imageIds(tag("all")))
                .imageDetails()
                .get(0);
        assertThat(index.imageManifestMediaType()).isEqualTo(LIST_TYPE);
        assertThat(index.imageSizeInBytes()).isPositive();
        assertThat(delete(digest(child)).get(0).failureCode())
                .isEqualTo(ImageFailureCode.IMAGE_REFERENCED_BY_MANIFEST_LIST);
    }

    private void putIndex(String child) {
        String index = "{\"schemaVersion\":2,\"mediaType\":\"" + LIST_TYPE + "\",\"manifests\":[{\"digest\":\"" + child
                + "\",\"size\":300,\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}]}";
        ecr.putImage(r -> r.repositoryName("shop").imageManifest(index).imageTag("all"));
    }

    private List<ImageFailure> delete(ImageIdentifier id) {
        return ecr.batchDeleteImage(r -> r.repositoryName("shop").imageIds(id)).failures();
    }

    @Test
    void deletesTagsAndWithTheLastOneTheImage() {
        String digest = sandbox.ecr().seedImage("shop", PUSHED, "1", "2");
        delete(tag("1"));
        assertThat(sandbox.ecr().image("shop", digest).orElseThrow().tags()).containsExactly("2");
        delete(tag("2"));
        assertThat(sandbox.ecr().images("shop")).isEmpty();
        assertThat(delete(tag("2")).get(0).failureCode()).isEqualTo(ImageFailureCode.IMAGE_NOT_FOUND);
    }

    @Test
    void deletesAnImageByDigestWithAllItsTags() {
        String digest = sandbox.ecr().seedImage("shop", PUSHED, "1", "2");
        delete(digest(digest));
        assertThat(sandbox.ecr().image("shop", "1")).isEmpty();
    }

    @Test
    void knowsLayersAndHandsThemOutByUrl() throws Exception {
        sandbox.ecr().seedImage("shop", PUSHED, "1");
        String config =
                sandbox.ecr().image("shop", "1").orElseThrow().manifest().config();
        assertThat(ecr.batchCheckLayerAvailability(r -> r.repositoryName("shop").layerDigests(config, NOWHERE))
                        .layers())
                .extracting(layer -> layer.layerAvailability())
                .containsExactly(LayerAvailability.AVAILABLE, LayerAvailability.UNAVAILABLE);
        String url = ecr.getDownloadUrlForLayer(r -> r.repositoryName("shop").layerDigest(config))
                .downloadUrl();
        try (var content = URI.create(url).toURL().openStream()) {
            assertThat(Digests.of(content.readAllBytes())).isEqualTo(config);
        }
        assertThatThrownBy(() ->
                        ecr.getDownloadUrlForLayer(r -> r.repositoryName("shop").layerDigest(NOWHERE)))
                .isInstanceOf(LayersNotFoundException.class);
    }
}
