package io.github.ecsmaven.release;

import io.github.ecsmaven.ecs.ExpressChange;
import io.github.ecsmaven.stack.StackChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An Express service in a plan.
 *
 * @param name cluster and service, {@code default/orders}
 * @param change what has to happen
 * @param roles what happens before to the stack with its roles, where some are made
 */
public record PlannedExpress(String name, ExpressChange change, Optional<StackChange> roles) {
    /** The calls that change something, in order. */
    public List<PlannedCall> calls() {
        List<PlannedCall> calls = new ArrayList<>();
        roles.ifPresent(stack -> stack.calls()
                .forEach(call -> calls.add(new PlannedCall(call, stack.request().name()))));
        change.calls().forEach(call -> calls.add(new PlannedCall(call, name)));
        return calls;
    }
}
