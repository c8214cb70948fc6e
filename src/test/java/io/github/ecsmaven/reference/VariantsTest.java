package io.github.ecsmaven.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How texts that differ little become one. */
class VariantsTest {
    @Test
    void saysOnceWhatIsTheSame() {
        assertThat(Variants.merged(List.of("The context … is not a directory.", "The context … does not exist.")))
                .containsExactly("The context … {is not a directory | does not exist}.");
    }

    @Test
    void cutsNoWordAndNoElement() {
        assertThat(Variants.merged(List.of("<cpu> is too small for this task.", "<cpus> is too small for this task.")))
                .containsExactly("{<cpu> | <cpus>} is too small for this task.");
    }

    @Test
    void leavesApartWhatHasLittleInCommon() {
        List<String> texts = List.of("The key is damaged.", "The certificate has expired.");
        assertThat(Variants.merged(texts)).isEqualTo(texts);
    }

    @Test
    void dropsWhatAnotherTextSaysWithAPlaceholder() {
        assertThat(Variants.merged(List.of("It is back to …, now.", "It is back to unknown, now.")))
                .containsExactly("It is back to …, now.");
    }

    @Test
    void keepsWhatIsLongerThanAName() {
        assertThat(Variants.merged(List.of("No engine: ….", "No engine: the socket does not exist.")))
                .containsExactly("No engine: {… | the socket does not exist}.");
    }
}
