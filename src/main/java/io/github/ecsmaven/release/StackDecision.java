package io.github.ecsmaven.release;

import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.stack.StackChange;
import java.util.Optional;

/**
 * What has to happen to a service and its stack.
 *
 * @param stack what to the stack
 * @param service what to the service, where the stack is as it is wanted: nothing, or it is brought to the stack's revision when it runs
 *     another one, after a rollback say, or its deployment goes on or failed
 */
public record StackDecision(StackChange stack, Optional<ServiceChange> service) {

    /** Whether stack and service are as they are wanted. */
    public boolean isNothing() {
        return stack instanceof StackChange.Nothing
                && service.filter(change -> !(change instanceof ServiceChange.Nothing))
                        .isEmpty();
    }
}
