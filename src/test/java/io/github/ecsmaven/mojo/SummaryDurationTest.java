package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryDurationTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "49, 0.0 s",
        "312, 0.3 s",
        "12345, 12.3 s",
        "59999, 59.9 s",
        "60000, 1 min 0 s",
        "135900, 2 min 15 s",
        "5400000, 90 min 0 s"
    })
    void isSaidAsAPersonSaysIt(long millis, String words) {
        assertThat(Summary.inWords(Duration.ofMillis(millis))).isEqualTo(words);
    }
}
