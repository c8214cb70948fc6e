package io.github.ecsmaven.stack;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * Rows of choices such that every two choices which go together are in one row. Always the same rows: the row with the most pairs that
 * are not yet in one comes next, of several the first.
 */
final class Pairwise {
    private final List<Integer> choices;
    private final Predicate<int[]> valid;

    /**
     * @param choices how many there are of each factor
     * @param valid whether a row goes together
     */
    Pairwise(List<Integer> choices, Predicate<int[]> valid) {
        this.choices = choices;
        this.valid = valid;
    }

    /** Every row that goes together. */
    List<int[]> candidates() {
        List<int[]> candidates = new ArrayList<>();
        collect(new int[choices.size()], 0, candidates);
        return candidates;
    }

    List<int[]> rows() {
        List<int[]> candidates = candidates();
        List<BitSet> pairs = candidates.stream().map(this::pairs).toList();
        BitSet missing = new BitSet();
        pairs.forEach(missing::or);
        List<int[]> rows = new ArrayList<>();
        while (!missing.isEmpty()) {
            int best = best(pairs, missing);
            missing.andNot(pairs.get(best));
            rows.add(candidates.get(best));
        }
        return rows;
    }

    private void collect(int[] row, int factor, List<int[]> rows) {
        if (factor == row.length) {
            if (valid.test(row)) {
                rows.add(row.clone());
            }
            return;
        }
        for (int choice = 0; choice < choices.get(factor); choice++) {
            row[factor] = choice;
            collect(row, factor + 1, rows);
        }
    }

    private static int best(List<BitSet> pairs, BitSet missing) {
        int best = 0;
        int most = 0;
        for (int i = 0; i < pairs.size(); i++) {
            BitSet found = (BitSet) pairs.get(i).clone();
            found.and(missing);
            if (found.cardinality() > most) {
                most = found.cardinality();
                best = i;
            }
        }
        return best;
    }

    BitSet pairs(int[] row) {
        int places = choices.size() * 16;
        BitSet pairs = new BitSet();
        for (int a = 0; a < row.length; a++) {
            for (int b = a + 1; b < row.length; b++) {
                pairs.set((a * 16 + row[a]) * places + b * 16 + row[b]);
            }
        }
        return pairs;
    }
}
