package io.github.ecsmaven.faults;

import java.util.List;

/**
 * One fault and where it happens.
 *
 * @param chapter heading of the page
 * @param fault in the words of the page
 * @param calls that the fault is one of, where only the call differs; empty where it stands for itself
 * @param scene what is there before
 * @param what goes wrong
 */
record FaultCase(String chapter, String fault, List<String> calls, Scene scene, Fault what) {
    FaultCase(String chapter, String fault, Scene scene, Fault what) {
        this(chapter, fault, List.of(), scene, what);
    }

    @Override
    public String toString() {
        return fault + (calls.isEmpty() ? "" : " " + calls) + " (" + scene + ")";
    }
}
