package io.github.ecsmaven.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.image.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublishedImagesTest {
    private static final RepositoryName SHOP = new RepositoryName("shop");
    private static final Tag TAG = new Tag("1.4");
    private static final Digest MANIFEST = digest("a");
    private static final Digest CONFIG = digest("b");
    private static final Digest INDEX = digest("c");
    private static final Digest ARM = digest("d");
    private static final Digest ATTESTATION = digest("e");

    private final FakeEcr ecr = new FakeEcr().withRepository("shop");
    private final PublishedImages images = new PublishedImages(EcrRegistry.of(
            ecr, Optional.empty(), (url, limit) -> url.toString().contains(CONFIG.value()) ? config() : new byte[0]));

    private static Digest digest(String hex) {
        return new Digest("sha256:" + hex.repeat(64));
    }

    private static byte[] config() {
        return "{\"architecture\":\"arm64\",\"os\":\"linux\",\"variant\":\"v8\"}".getBytes(StandardCharsets.UTF_8);
    }

    private static String manifest(Digest config) {
        return "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.docker.distribution.manifest.v2+json\","
                + "\"config\":{\"digest\":\"" + config + "\"},\"layers\":[]}";
    }

    private static String child(Digest digest, String os, String architecture) {
        return "{\"digest\":\"" + digest + "\",\"platform\":{\"os\":\"" + os + "\",\"architecture\":\"" + architecture
                + "\"}}";
    }

    private void publishIndex() {
        ecr.withImage(
                        "shop",
                        "1.4",
                        INDEX.value(),
                        "{\"schemaVersion\":2,\"manifests\":[" + child(MANIFEST, "linux", "amd64") + ","
                                + child(ARM, "linux", "arm64") + "," + child(ATTESTATION, "unknown", "unknown") + "]}")
                .withImage("shop", null, MANIFEST.value(), manifest(CONFIG));
    }

    @Test
    void findsNothingUnderATagThatIsFree() {
        assertThat(images.find(SHOP, TAG)).isEmpty();
        assertThat(images.digestOf(SHOP, TAG)).isEmpty();
    }

    @Test
    void recognisesTheEnginesImageByItsConfigurationOrManifest() {
        ecr.withImage("shop", "1.4", MANIFEST.value(), manifest(CONFIG));
        PublishedImage image = images.find(SHOP, TAG).orElseThrow();
        assertThat(image.digest()).isEqualTo(MANIFEST);
        assertThat(image.mediaType()).isEqualTo("application/vnd.docker.distribution.manifest.v2+json");
        assertThat(image.is(CONFIG)).isTrue();
        assertThat(image.is(MANIFEST)).isTrue();
        assertThat(image.is(ARM)).isFalse();
        assertThat(images.find(SHOP, MANIFEST)).contains(image);
        assertThat(images.digestOf(SHOP, TAG)).contains(MANIFEST);
    }

    @Test
    void readsThePlatformOfASingleManifestFromItsConfiguration() {
        ecr.withImage("shop", "1.4", MANIFEST.value(), manifest(CONFIG));
        assertThat(images.platforms(SHOP, images.find(SHOP, TAG).orElseThrow()))
                .containsExactly(Platform.parse("linux/arm64"));
    }

    @Test
    void listsThePlatformsOfAnIndexWithoutAttestations() {
        publishIndex();
        PublishedImage image = images.find(SHOP, TAG).orElseThrow();
        assertThat(image.mediaType()).isEqualTo("application/vnd.oci.image.index.v1+json");
        assertThat(images.platforms(SHOP, image))
                .containsExactly(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"));
    }

    @Test
    void recognisesTheEnginesImageInsideAnIndex() {
        publishIndex();
        PublishedImage image = images.find(SHOP, TAG).orElseThrow();
        assertThat(image.is(INDEX)).isTrue();
        assertThat(image.is(MANIFEST)).isTrue();
        assertThat(image.is(CONFIG)).isTrue();
        assertThat(image.is(ATTESTATION)).isFalse();
    }

    @Test
    void saysWhichRepositoryIsMissing() {
        assertThatThrownBy(() -> images.find(new RepositoryName("other"), TAG))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("'other' does not exist in the registry")
                .hasMessageContaining("<createRepository>");
    }
}
