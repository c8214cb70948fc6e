package io.github.ecsmaven.faults;

import io.github.ecsmaven.mojo.ModuleRun.Said;

/**
 * How a run ended.
 *
 * @param verdict in the words of the page
 * @param said of it
 */
record Outcome(String verdict, Said said) {
    static final String SUCCEEDS = "succeeds";

    static Outcome of(Said said) {
        boolean warned = said.log().contains("[WARNING] ");
        return new Outcome(said.isSuccess() ? warned ? SUCCEEDS + ", warns" : SUCCEEDS : "fails", said);
    }

    boolean isSuccess() {
        return verdict.startsWith(SUCCEEDS);
    }

    boolean isFailure() {
        return verdict.startsWith("fails");
    }
}
