package io.github.ecsmaven.ecr;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Digest;
import java.util.List;

/** What ECR says that a lifecycle policy would do now. */
public sealed interface LifecyclePreview {
    /** The whole answer, for this very policy. */
    record Complete(List<Taken> images) implements LifecyclePreview {
        public Complete {
            images = List.copyOf(images);
        }
    }

    /** There is no answer to go by, and why. */
    record Missing(Reason reason, ActionableException why) implements LifecyclePreview {}

    /**
     * An image that would go.
     *
     * @param rule priority of the rule that does it
     * @param archives whether it goes to the archive instead of away
     */
    record Taken(Digest image, int rule, boolean archives) {}

    /** Why there is no answer. */
    enum Reason {
        DENIED,
        REFUSED,
        FAILED,
        EXPIRED,
        TIMED_OUT,
        INTERRUPTED
    }
}
