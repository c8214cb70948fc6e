package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {
    @Test
    void isAsWideAsTheShellSays() {
        assertThat(Console.columns("80")).isEqualTo(80);
        assertThat(Console.columns("237")).isEqualTo(237);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "5", "wide", "-80", "100000", " 80"})
    void isOfACommonWidthWhereTheShellSaysNothingSensible(String variable) {
        assertThat(Console.columns(variable)).isEqualTo(100);
    }

    @Test
    void isOfACommonWidthWhereTheShellSaysNothing() {
        assertThat(Console.columns(null)).isEqualTo(100);
    }
}
