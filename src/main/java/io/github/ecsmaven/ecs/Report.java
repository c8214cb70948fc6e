package io.github.ecsmaven.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lays a diagnosis out in lines that fit a screen. */
final class Report {
    static final Diagnosis NOTHING_KNOWN =
            new Diagnosis(List.of(), List.of(), Optional.empty(), Optional.empty(), List.of());

    private static final int CAUSES = 4;
    private static final int EVENTS = 5;
    private static final int LONGEST_LINE = 400;

    private Report() {}

    /** The lines, each after a line break; nothing when nothing is known. */
    static String of(Diagnosis diagnosis) {
        List<String> lines = new ArrayList<>();
        diagnosis.findings().stream().limit(CAUSES).forEach(finding -> addFinding(lines, finding));
        int more = diagnosis.findings().size() - CAUSES;
        if (more > 0) {
            lines.add("and " + more + " more causes");
        }
        diagnosis.targets().stream()
                .filter(target -> !target.allHealthy() || !target.failures().isEmpty())
                .forEach(target -> lines.add(inWords(target)));
        diagnosis.healthCheck().ifPresent(check -> lines.add("Health check: " + check));
        diagnosis.breaker().ifPresent(count -> lines.add("Circuit breaker: " + count + " failed tasks"));
        addEvents(lines, diagnosis.events());
        return lines.stream()
                .map(line -> System.lineSeparator() + "  " + shortened(line))
                .collect(Collectors.joining());
    }

    private static void addFinding(List<String> lines, Diagnosis.Finding finding) {
        lines.add(finding.tasks().toString());
        for (Diagnosis.LogTail tail : finding.logs()) {
            lines.add("  last lines of container " + tail.container() + " ("
                    + tail.stream().group() + ", " + tail.stream().name() + "):");
            tail.lines().forEach(line -> lines.add("  | " + line));
        }
    }

    private static String inWords(TargetHealth target) {
        String counts = target.counts().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        String failures = target.failures().isEmpty() ? "" : ": " + String.join("; ", target.failures());
        return "Targets of " + target.targetGroup() + ": " + (counts.isEmpty() ? "none" : counts) + failures;
    }

    private static void addEvents(List<String> lines, List<DeploymentEvent> events) {
        if (!events.isEmpty()) {
            lines.add("Latest events of the service:");
        }
        int skipped = Math.max(0, events.size() - EVENTS);
        // Of what is left out, the latest reason that a load balancer gave.
        Stream<DeploymentEvent> reason = events.stream()
                .limit(skipped)
                .filter(event -> event.message().contains("(reason "))
                .reduce((earlier, later) -> later)
                .stream();
        Stream.concat(reason, events.stream().skip(skipped))
                .forEach(event -> lines.add("  " + event.at() + " " + event.message()));
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE - 1) + "…";
    }
}
