package io.github.ecsmaven.faults;

import java.util.List;

/**
 * What became of a case.
 *
 * @param of the case
 * @param sentence the first line of the error, or of the first warning, in words that are the same in every run
 * @param verdict of the run with the fault
 * @param state that it left
 * @param broken the promises that were not kept; nothing, it is hoped
 */
record Finding(FaultCase of, String sentence, String verdict, WorldState state, List<String> broken) {}
