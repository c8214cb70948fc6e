package io.github.ecsmaven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "shop, docker.io, library/shop",
        "acme/shop, docker.io, acme/shop",
        "docker.io/shop, docker.io, library/shop",
        "index.docker.io/acme/shop, docker.io, acme/shop",
        "localhost/shop, localhost, shop",
        "127.0.0.1:5000/team/shop, 127.0.0.1:5000, team/shop",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/shop, 123456789012.dkr.ecr.eu-west-1.amazonaws.com, team/shop",
        "public.ecr.aws/docker/library/busybox, public.ecr.aws, docker/library/busybox"
    })
    void readsRegistryAndPathAsDockerDoes(String text, String registry, String path) {
        ImageReference reference = ImageReference.parse(text);

        assertThat(reference.registry()).isEqualTo(registry);
        assertThat(reference.path()).isEqualTo(path);
        assertThat(reference.tag()).isEmpty();
        assertThat(reference.digest()).isEmpty();
    }

    @Test
    void readsTagAndDigestTogether() {
        ImageReference reference = ImageReference.parse("127.0.0.1:5000/shop:1.4@" + DIGEST);

        assertThat(reference.tag()).contains(new Tag("1.4"));
        assertThat(reference.digest()).contains(new Digest(DIGEST));
        assertThat(reference).hasToString("127.0.0.1:5000/shop:1.4@" + DIGEST);
    }

    @Test
    void leavesDockerHubOutOfWhatItPrints() {
        assertThat(ImageReference.parse("docker.io/library/shop:1")).hasToString("shop:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Shop",
                "shop:",
                "shop:-1",
                "shop@sha256:12",
                "shop..x",
                "-shop",
                "shop/",
                "a b",
                "reg:port/shop",
                "shop:1+2"
            })
    void refusesWhatNoRegistryAccepts(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ImageReference.parse(text));
    }

    @Test
    void anotherTagDropsTheDigestAndAnotherDigestKeepsTheTag() {
        ImageReference pinned = ImageReference.parse("shop:1").withDigest(new Digest(DIGEST));

        assertThat(pinned).hasToString("shop:1@" + DIGEST);
        assertThat(pinned.withTag(new Tag("2"))).hasToString("shop:2");
        assertThat(pinned.withoutTagAndDigest()).hasToString("shop");
    }
}
