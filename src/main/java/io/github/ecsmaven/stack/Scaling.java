package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;

/**
 * How the number of tasks follows their load.
 *
 * @param min fewest tasks
 * @param max most tasks
 * @param target what is held
 */
public record Scaling(int min, int max, Target target) {
    private static final int ALL = 100;

    /** @throws ActionableException when the bounds are none */
    public Scaling {
        if (min < 0 || max < 1 || min > max) {
            throw new ActionableException(
                    "<autoscaling> has <min>" + min + "</min> and <max>" + max
                            + "</max>, between which no number of tasks" + " lies.",
                    "Set <min> to 0 or more and <max> to at least that, and at least 1.");
        }
    }

    /** What scaling holds by adding and taking away tasks (Application Auto Scaling, "Target tracking"). */
    public sealed interface Target {
        /** @param percent average use of the CPU that the tasks have */
        record Cpu(int percent) implements Target {
            /** @throws ActionableException when it is no percentage */
            public Cpu {
                if (percent < 1 || percent > ALL) {
                    throw new ActionableException(
                            "<autoscaling><cpu> is " + percent + ", which is no percentage.",
                            "Set <autoscaling><cpu> to a number from 1 to 100, such as 60.");
                }
            }
        }

        /** @param perTarget requests that each task gets in a minute */
        record Requests(int perTarget) implements Target {
            /** @throws ActionableException when it is not positive */
            public Requests {
                if (perTarget < 1) {
                    throw new ActionableException(
                            "<autoscaling><requests> is " + perTarget + ", with which no task would ever be enough.",
                            "Set <autoscaling><requests> to the requests that one task takes in a minute, such as 1000.");
                }
            }
        }
    }
}
