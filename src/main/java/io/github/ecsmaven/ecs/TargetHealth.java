package io.github.ecsmaven.ecs;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The targets of one target group, counted by state.
 *
 * @param targetGroup name of the group
 * @param counts number of targets by state, such as {@code healthy} and {@code initial}, the healthy ones first
 * @param failures why targets are unhealthy, each reason once
 */
public record TargetHealth(String targetGroup, Map<String, Integer> counts, List<String> failures) {
    private static final String HEALTHY = "healthy";

    public TargetHealth {
        counts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        failures = List.copyOf(failures);
    }

    /** Counts the targets of a group. */
    public static TargetHealth of(String targetGroupArn, List<TargetGroups.Target> targets) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        targets.stream()
                .map(TargetGroups.Target::state)
                .sorted(Comparator.comparing((String state) -> !state.equals(HEALTHY))
                        .thenComparing(Comparator.naturalOrder()))
                .forEach(state -> counts.merge(state, 1, Integer::sum));
        List<String> failures = targets.stream()
                .filter(target -> target.state().startsWith("unhealthy"))
                .map(target -> target.description().isEmpty() ? target.reason() : target.description())
                .distinct()
                .toList();
        return new TargetHealth(nameOf(targetGroupArn), counts, failures);
    }

    /** {@code arn:aws:elasticloadbalancing:…:targetgroup/NAME/ID} (Service authorization reference, Elastic Load Balancing V2). */
    private static String nameOf(String arn) {
        String[] parts = arn.split("/");
        return parts.length > 1 ? parts[1] : arn;
    }

    /** Whether there is anything to wait for. */
    boolean allHealthy() {
        return counts.keySet().stream().allMatch(HEALTHY::equals);
    }
}
