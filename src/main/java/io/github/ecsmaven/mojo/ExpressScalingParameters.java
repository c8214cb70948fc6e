package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.ExpressScaling;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code <scaling>} in {@code <express>}. */
public final class ExpressScalingParameters {
    private static final Map<String, ExpressScaling.Metric> METRICS = Map.of(
            "cpu", ExpressScaling.Metric.AVERAGE_CPU,
            "memory", ExpressScaling.Metric.AVERAGE_MEMORY,
            "requests", ExpressScaling.Metric.REQUEST_COUNT_PER_TARGET);

    private @Nullable Integer min;
    private @Nullable Integer max;
    private @Nullable String metric;
    private @Nullable Integer target;

    /** @throws ActionableException when one of the elements cannot be what it says */
    ExpressScaling toScaling() {
        return new ExpressScaling(
                Optional.ofNullable(min),
                Optional.ofNullable(max),
                Optional.ofNullable(metric).map(ExpressScalingParameters::metric),
                Optional.ofNullable(target));
    }

    private static ExpressScaling.Metric metric(String name) {
        ExpressScaling.Metric known = METRICS.get(name.toLowerCase(Locale.ROOT));
        if (known == null) {
            throw new ActionableException(
                    "<express><scaling><metric> is '" + name + "', and it can be cpu, memory or requests.",
                    "Correct it, or leave it out for cpu.");
        }
        return known;
    }
}
