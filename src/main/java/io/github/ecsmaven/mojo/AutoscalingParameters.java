package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.stack.Scaling;
import org.jspecify.annotations.Nullable;

/** {@code <autoscaling>}. */
public final class AutoscalingParameters {
    private @Nullable Integer min;
    private @Nullable Integer max;
    private @Nullable Integer cpu;
    private @Nullable Integer requests;

    /** @throws ActionableException when the bounds are none, or not one thing is held */
    Scaling toScaling() {
        if (max == null) {
            throw new ActionableException(
                    "<autoscaling> has no <max>, the number of tasks that it may come to.",
                    "Set <autoscaling><max> (-Decs.autoscaling.max), such as 4.");
        }
        return new Scaling(min == null ? 1 : min, max, target());
    }

    private Scaling.Target target() {
        if (cpu != null && requests == null) {
            return new Scaling.Target.Cpu(cpu);
        }
        if (requests != null && cpu == null) {
            return new Scaling.Target.Requests(requests);
        }
        throw new ActionableException(
                cpu == null
                        ? "<autoscaling> has neither <cpu> nor <requests>, so it is unclear what tasks are added for."
                        : "<autoscaling> has both <cpu> and <requests>, and it holds one of them.",
                "Set <autoscaling><cpu> to a percentage such as 60, or <autoscaling><requests> to what one task takes in a"
                        + " minute.");
    }
}
