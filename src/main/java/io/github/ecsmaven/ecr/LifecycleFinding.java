package io.github.ecsmaven.ecr;

import io.github.ecsmaven.ActionableException;
import java.util.List;
import java.util.stream.Collectors;

/** One thing in a lifecycle policy that ECR would refuse, and where it stands. */
record LifecycleFinding(String place, String reason) {

    static void requireNone(List<LifecycleFinding> findings, String remedy) {
        if (findings.isEmpty()) {
            return;
        }
        String list = findings.stream()
                .map(finding -> System.lineSeparator() + "  " + finding.place() + ": " + finding.reason())
                .collect(Collectors.joining());
        throw new ActionableException("Amazon ECR would refuse the lifecycle policy:" + list, remedy);
    }
}
