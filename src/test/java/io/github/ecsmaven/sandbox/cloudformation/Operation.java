package io.github.ecsmaven.sandbox.cloudformation;

import java.time.Instant;

/** What CloudFormation does to a stack over time. */
interface Operation {
    /** Does all that can be done until then. */
    void advance(Instant until);

    /** Whether its stack has come to rest. */
    boolean isOver();
}
