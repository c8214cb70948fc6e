package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import java.util.Optional;

/**
 * On what tasks run, and how many.
 *
 * @param capacity on what
 * @param desiredCount how many; absent leaves the number of a running service alone, and is one for a new service
 * @param scaling how that number changes by itself
 */
public record Running(Capacity capacity, Optional<Integer> desiredCount, Optional<Scaling> scaling) {

    /** @throws ActionableException when the number is negative, or would undo scaling */
    public Running {
        if (desiredCount.filter(count -> count < 0).isPresent()) {
            throw new ActionableException(
                    "<desiredCount> is " + desiredCount.get() + ", which is no number of tasks.",
                    "Set <desiredCount> (-Decs.desiredCount) to 0 or more.");
        }
        // CloudFormation sends DesiredCount with every update of the service.
        if (desiredCount.isPresent() && scaling.isPresent()) {
            throw new ActionableException(
                    "<desiredCount> would undo at each deployment what <autoscaling> has done.",
                    "Take <desiredCount> out: a new service starts with <autoscaling><min>.");
        }
    }
}
