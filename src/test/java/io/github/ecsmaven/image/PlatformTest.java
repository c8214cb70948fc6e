package io.github.ecsmaven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {
    @ParameterizedTest
    @CsvSource({
        "linux/amd64, linux/amd64",
        "Linux/x86_64, linux/amd64",
        "linux/aarch64, linux/arm64",
        "linux/arm64/v8, linux/arm64",
        "linux/arm/v7, linux/arm/v7"
    })
    void isReadUnderGosNames(String text, String platform) {
        assertThat(Platform.parse(text)).hasToString(platform);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "linux", "linux/", "/amd64", "linux/arm/v7/x"})
    void refusesHalfAPlatform(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Platform.parse(text))
                .withMessageContaining("linux/arm64");
    }
}
