package io.github.ecsmaven.reference;

import io.github.ecsmaven.reference.Sources.Call;

/**
 * An error, as it is said.
 *
 * @param site where it is made
 * @param remedy empty when it stands inside another error
 */
record ErrorEntry(Call site, String problem, String remedy) {
    boolean isReadable() {
        return Saying.of(problem).hasWords() && Saying.of(remedy).hasWords();
    }
}
