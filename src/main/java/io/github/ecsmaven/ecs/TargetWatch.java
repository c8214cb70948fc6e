package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks, seldom, at how the load balancer sees a service's tasks. It only explains: when AWS refuses, it asks no more. */
final class TargetWatch {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final TargetGroups groups;
    private final List<String> arns;
    private final DeploymentListener listener;
    private Instant next = Instant.MIN;
    private List<TargetHealth> last = List.of();
    private final Map<String, Set<String>> failuresSeen = new LinkedHashMap<>();
    private boolean refused;

    TargetWatch(TargetGroups groups, List<String> arns, DeploymentListener listener) {
        this.groups = groups;
        this.arns = arns;
        this.listener = listener;
    }

    /** What was seen last; asked anew after ten seconds. */
    List<TargetHealth> at(Instant now) {
        if (!refused && !arns.isEmpty() && !now.isBefore(next)) {
            next = now.plus(PAUSE);
            last = look();
        }
        return last;
    }

    /** The same with the failures of all looks: a target that failed is soon gone. */
    List<TargetHealth> withPastFailures(Instant now) {
        return at(now).stream()
                .map(health -> new TargetHealth(
                        health.targetGroup(),
                        health.counts(),
                        List.copyOf(failuresSeen.getOrDefault(health.targetGroup(), Set.of()))))
                .toList();
    }

    private List<TargetHealth> look() {
        try {
            List<TargetHealth> seen = arns.stream()
                    .map(arn -> TargetHealth.of(arn, groups.targets(arn)))
                    .toList();
            seen.forEach(health -> failuresSeen
                    .computeIfAbsent(health.targetGroup(), group -> new LinkedHashSet<>())
                    .addAll(health.failures()));
            return seen;
        } catch (ActionableException e) {
            refused = true;
            listener.unexplained(e.problem());
            return List.of();
        }
    }

    /** What the first group asks its targets for, as a sentence's part: {@code GET /health, expecting 200}. */
    Optional<String> healthCheck() {
        return refused ? Optional.empty() : arns.stream().findFirst().flatMap(this::describedCheck);
    }

    private Optional<String> describedCheck(String arn) {
        try {
            return groups.healthCheck(arn).map(TargetWatch::inWords);
        } catch (ActionableException notAllowed) {
            return Optional.empty();
        }
    }

    private static String inWords(TargetGroups.HealthCheck check) {
        @Nullable String path = check.path().orElse(null);
        String port = check.port().equals("traffic-port") ? "the traffic port" : "port " + check.port();
        return check.protocol() + (path == null ? "" : " GET " + path) + " on " + port
                + check.matcher().map(codes -> ", expecting " + codes).orElse("") + ", every " + check.intervalSeconds()
                + " s, " + check.timeoutSeconds() + " s for the answer";
    }
}
