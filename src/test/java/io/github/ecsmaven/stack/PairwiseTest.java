package io.github.ecsmaven.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairwiseTest {
    @Test
    void fourRowsHaveEveryPairOfThreeFactorsWithTwoChoices() {
        assertThat(new Pairwise(List.of(2, 2, 2), row -> true).rows())
                .containsExactly(new int[] {0, 0, 0}, new int[] {0, 1, 1}, new int[] {1, 0, 1}, new int[] {1, 1, 0});
    }

    @Test
    void pairsThatDoNotGoTogetherAreInNoRow() {
        assertThat(new Pairwise(List.of(2, 2), row -> row[0] != row[1]).rows())
                .containsExactly(new int[] {0, 1}, new int[] {1, 0});
    }

    @Test
    void theTemplatesHaveEveryPairThatGoesTogether() {
        Pairwise pairwise = Combinations.pairwise();
        BitSet found = new BitSet();
        pairwise.rows().forEach(row -> found.or(pairwise.pairs(row)));
        BitSet possible = new BitSet();
        pairwise.candidates().forEach(row -> possible.or(pairwise.pairs(row)));

        assertThat(found).isEqualTo(possible);
    }
}
