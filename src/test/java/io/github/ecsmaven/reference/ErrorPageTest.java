package io.github.ecsmaven.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.reference.Sources.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page of errors is what the sources say, so that an error that is added, reworded or taken out shows up in a diff.
 * {@code mvn test -Dtest=ErrorPageTest -Dreadme.update} writes it.
 */
class ErrorPageTest {
    private static final Path PAGE = Path.of("src/site/markdown/errors.md");
    private static final ErrorSites SITES = new ErrorSites(Sources.under(Path.of("src/main/java")));
    private static final List<ErrorEntry> ENTRIES = ComputedErrors.filledIn(SITES.entries(), SITES.details());

    @Test
    void listsEveryError() throws IOException {
        String expected = new ErrorPage(ENTRIES, ComputedErrors.remaining(SITES.details())).markdown();
        if (System.getProperty("readme.update") != null) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE))
                .as(
                        "%s differs from the errors in src/main/java. Write it with\n"
                                + "  mvn test -Dtest=ErrorPageTest -Dreadme.update\n"
                                + "read what has changed there as a user would, and commit it with the sources.",
                        PAGE)
                .isEqualTo(expected);
    }

    @Test
    void leavesOutNoPlaceThatMakesAnError() {
        Set<Call> documented = ENTRIES.stream().map(ErrorEntry::site).collect(Collectors.toSet());
        assertThat(SITES.constructions())
                .as(
                        "errors that no call in the sources leads to, or that are made in a way that ErrorSites does not follow")
                .hasSizeGreaterThan(100)
                .allMatch(documented::contains);
    }

    @Test
    void hasWordsForEveryErrorAndItsRemedy() {
        assertThat(ENTRIES)
                .filteredOn(entry -> !entry.isReadable())
                .extracting(entry -> entry.site().place(), ErrorEntry::problem, ErrorEntry::remedy)
                .as(
                        "the words of these are computed: write them as literals in the class that makes the error, or say them in"
                                + " ComputedErrors")
                .isEmpty();
    }

    @Test
    void saysByHandOnlyWhatTheSourcesDoNotSay() {
        assertThat(ComputedErrors.places())
                .as("places of ComputedErrors that make no error, or one that can be read in the sources")
                .allMatch(place -> SITES.entries().stream()
                        .anyMatch(entry -> entry.site().place().equals(place) && !entry.isReadable()));
    }

    @Test
    void putsEveryErrorUnderAHeading() {
        assertThat(SITES.constructions())
                .filteredOn(call -> ErrorGroups.of(call).isEmpty())
                .extracting(Call::place)
                .as("add the class, or the last part of its package's name, to a heading in ErrorGroups")
                .isEmpty();
    }

    /** {@code AbstractEcsMojo.failure} hands the words of an ActionableException to Maven. */
    @Test
    void knowsNoErrorThatPassesByOurOwn() {
        assertThat(SITES.constructionsOfMaven())
                .extracting(Call::place)
                .as("throw an ActionableException, which says what to do")
                .containsExactly("AbstractEcsMojo.failure");
    }
}
