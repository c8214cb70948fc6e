package io.github.ecsmaven.ecs;

import java.util.Optional;

/** What acts on a service while its deployment is followed, and is followed too: the stack that it is in. */
public interface Alongside {
    /** Nothing does. */
    Alongside NOTHING = new Alongside() {
        @Override
        public void look() {}

        @Override
        public Optional<String> lost() {
            return Optional.empty();
        }
    };

    /** Looks at it; between two looks at the service. What it throws ends the wait. */
    void look();

    /** Why the deployment cannot succeed any more, in a sentence; empty while it can. */
    Optional<String> lost();
}
