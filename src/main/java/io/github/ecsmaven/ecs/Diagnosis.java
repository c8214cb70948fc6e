package io.github.ecsmaven.ecs;

import java.util.List;
import java.util.Optional;

/**
 * Why a deployment did not succeed, as far as AWS tells.
 *
 * @param findings the causes of stopped tasks, the most frequent first
 * @param targets the health of the service's targets; empty without a load balancer
 * @param healthCheck what the load balancer asks for, when targets fail
 * @param breaker how many failed tasks the circuit breaker has counted, as {@code 3 of 3}
 * @param events the service's events since the deployment began, oldest first
 */
public record Diagnosis(
        List<Finding> findings,
        List<TargetHealth> targets,
        Optional<String> healthCheck,
        Optional<String> breaker,
        List<DeploymentEvent> events) {

    public Diagnosis {
        findings = List.copyOf(findings);
        targets = List.copyOf(targets);
        events = List.copyOf(events);
    }

    /** What to fix, in a sentence's part; empty when nothing is known. */
    public Optional<String> fix() {
        return findings.stream().flatMap(finding -> finding.fix().stream()).findFirst();
    }

    /**
     * One cause.
     *
     * @param tasks the tasks that stopped for it
     * @param fix what ends it; empty when the cause is unknown
     * @param logs what the containers of one of these tasks wrote last
     */
    public record Finding(StoppedTasks tasks, Optional<String> fix, List<LogTail> logs) {
        public Finding {
            logs = List.copyOf(logs);
        }
    }

    /**
     * The end of a container's log.
     *
     * @param container its name
     * @param stream where it stands
     * @param lines the last lines, oldest first, without secrets
     */
    public record LogTail(String container, LogStream stream, List<String> lines) {
        public LogTail {
            lines = List.copyOf(lines);
        }
    }
}
