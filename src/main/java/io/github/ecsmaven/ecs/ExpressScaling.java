package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayScalingTarget;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayServiceScalingMetric;

/**
 * How many tasks an Express service runs (ECS API reference, ExpressGatewayScalingTarget). What is absent stays as it is, and is ECS's
 * default in a new service.
 *
 * @param min least number of tasks
 * @param max greatest number of tasks
 * @param metric what the number follows
 * @param target value of the metric that it is kept near: percent, or requests for each task
 */
public record ExpressScaling(
        Optional<Integer> min, Optional<Integer> max, Optional<Metric> metric, Optional<Integer> target) {
    /** Nothing is set. */
    public static final ExpressScaling NONE =
            new ExpressScaling(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** What the number of tasks follows. */
    public enum Metric {
        /** Percent of their CPU that the tasks use on average. */
        AVERAGE_CPU,
        /** Percent of their memory that the tasks use on average. */
        AVERAGE_MEMORY,
        /** Requests that each task gets. */
        REQUEST_COUNT_PER_TARGET
    }

    /** @throws ActionableException when the numbers cannot be */
    public ExpressScaling {
        if (min.orElse(1) < 1 || max.orElse(1) < 1 || target.orElse(1) < 1) {
            throw new ActionableException(
                    "<express><scaling> has a number below 1.", "Set <min>, <max> and <target> to 1 or more.");
        }
        if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
            throw new ActionableException(
                    "<express><scaling> has <min> " + min.get() + ", which is above its <max> " + max.get() + ".",
                    "Set <max> to " + min.get() + " or more.");
        }
    }

    /** These over what there is. */
    ExpressGatewayScalingTarget over(ExpressGatewayScalingTarget current) {
        ExpressGatewayScalingTarget.Builder target = current.toBuilder();
        min.ifPresent(target::minTaskCount);
        max.ifPresent(target::maxTaskCount);
        metric.map(Metric::name)
                .map(ExpressGatewayServiceScalingMetric::fromValue)
                .ifPresent(target::autoScalingMetric);
        this.target.ifPresent(target::autoScalingTargetValue);
        return target.build();
    }
}
