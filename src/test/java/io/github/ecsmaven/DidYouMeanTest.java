package io.github.ecsmaven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DidYouMeanTest {
    private static final List<String> KNOWN = List.of("cluster", "service", "dryRun", "repository");

    @ParameterizedTest
    @CsvSource({"dryrun, dryRun", "clustr, cluster", "Service, service", "repositry, repository", "srevice, service"})
    void findsTheNameBehindASlip(String typed, String meant) {
        assertThat(DidYouMean.nearest(typed, KNOWN)).contains(meant);
        assertThat(DidYouMean.question(typed, KNOWN)).isEqualTo(" Did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "wholly-other", "lifecycle"})
    void guessesNothingFarFetched(String typed) {
        assertThat(DidYouMean.question(typed, KNOWN)).isEmpty();
    }
}
