package io.github.ecsmaven.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"shop", "team/shop", "io.acme/shop_api-1", "a1", "a/b"})
    void takesNamesThatEcrTakes(String name) {
        assertThat(new RepositoryName(name)).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource({
        "Shop, capital letters",
        "a, 1 characters",
        "shop..api, only lower-case letters",
        "shop--api, only lower-case letters",
        "/shop, only lower-case letters",
        "shop/, only lower-case letters",
        "shop:1.4, tags belong in <tags>"
    })
    void refusesOthersWithTheReason(String name, String reason) {
        assertThatThrownBy(() -> new RepositoryName(name))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("-Decs.repository");
    }

    @Test
    void refusesMoreThan256Characters() {
        assertThat(new RepositoryName("a".repeat(256)).value()).hasSize(256);
        assertThatThrownBy(() -> new RepositoryName("a".repeat(257))).hasMessageContaining("257 characters");
    }

    @ParameterizedTest
    @CsvSource({
        "shop, shop",
        "Shop..Api, shop.api",
        "my__Shop, my_shop",
        "shop-.api, shop-api",
        "shop+api, shop-api",
        "-shop-, shop",
        "ShopÜber, shop-ber"
    })
    void makesANameOfAnArtifactId(String artifactId, String name) {
        assertThat(RepositoryName.fromArtifactId(artifactId)).hasToString(name);
    }

    @Test
    void saysSoWhenNothingIsLeftOfAnArtifactId() {
        assertThatThrownBy(() -> RepositoryName.fromArtifactId("_")).hasMessageContaining("<repository>");
    }
}
