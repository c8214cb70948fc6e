package io.github.ecsmaven.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTagsTest {
    @ParameterizedTest
    @CsvSource({"1.0.0, 1.0.0", "1.0.0+build.5, 1.0.0-build.5", "1.0-SNAPSHOT, 1.0-SNAPSHOT", ".1 beta, 1-beta"})
    void makesATagOfAVersion(String version, String tag) {
        assertThat(ImageTags.fromVersion(version)).hasToString(tag);
    }

    @ParameterizedTest
    @CsvSource({"1.0.0+build.5, '+'", "-x, begins with '-'", "a/b, other than letters"})
    void refusesAGivenTagThatIsNoneWithTheReason(String tag, String reason) {
        assertThatThrownBy(() -> ImageTags.given(tag))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("-Decs.tags");
    }

    @Test
    void refusesTagsOverTheLimitAndEmptyOnes() {
        assertThatThrownBy(() -> ImageTags.given("a".repeat(129))).hasMessageContaining("129 characters");
        assertThatThrownBy(() -> ImageTags.given("")).hasMessageContaining("empty");
        assertThatThrownBy(() -> ImageTags.fromVersion("1.".repeat(70))).hasMessageContaining("140 characters");
    }
}
