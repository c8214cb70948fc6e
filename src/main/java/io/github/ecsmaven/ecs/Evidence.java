package io.github.ecsmaven.ecs;

import java.util.List;
import java.util.Optional;

/**
 * Where a deployment's explanation comes from, besides ECS.
 *
 * @param logs what containers wrote
 * @param targetGroups how load balancers see them
 */
public record Evidence(ContainerLogs logs, TargetGroups targetGroups) {
    /** Explains with ECS's own words only. */
    public static Evidence none() {
        return new Evidence(new NoLogs(), new NoTargets());
    }

    private static final class NoLogs implements ContainerLogs {
        @Override
        public List<String> last(LogStream stream, int limit) {
            return List.of();
        }

        @Override
        public Page from(LogStream stream, Optional<String> token) {
            return new Page(List.of(), Optional.empty());
        }
    }

    private static final class NoTargets implements TargetGroups {
        @Override
        public List<Target> targets(String targetGroupArn) {
            return List.of();
        }

        @Override
        public Optional<HealthCheck> healthCheck(String targetGroupArn) {
            return Optional.empty();
        }
    }
}
