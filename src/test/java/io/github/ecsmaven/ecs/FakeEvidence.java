package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logs and targets that a test writes down. */
final class FakeEvidence implements ContainerLogs, TargetGroups {
    final Map<LogStream, List<String>> streams = new LinkedHashMap<>();
    final List<Target> targets = new ArrayList<>();
    final List<LogStream> read = new ArrayList<>();
    boolean denied;

    Evidence evidence() {
        return new Evidence(this, this);
    }

    @Override
    public List<String> last(LogStream stream, int limit) {
        refuseWhereDenied("logs");
        read.add(stream);
        List<String> lines = streams.getOrDefault(stream, List.of());
        return lines.subList(Math.max(0, lines.size() - limit), lines.size());
    }

    @Override
    public Page from(LogStream stream, Optional<String> token) {
        refuseWhereDenied("logs");
        List<String> lines = streams.getOrDefault(stream, List.of());
        int position = token.map(Integer::parseInt).orElse(0);
        return new Page(lines.subList(position, lines.size()), Optional.of(String.valueOf(lines.size())));
    }

    @Override
    public List<Target> targets(String targetGroupArn) {
        refuseWhereDenied("targets");
        return List.copyOf(targets);
    }

    @Override
    public Optional<HealthCheck> healthCheck(String targetGroupArn) {
        return Optional.of(
                new HealthCheck("HTTP", "traffic-port", Optional.of("/health"), Optional.of("200"), 10, 5, 2, 2));
    }

    private void refuseWhereDenied(String what) {
        if (denied) {
            throw new ActionableException("May not read " + what + ".", "Allow it.");
        }
    }
}
