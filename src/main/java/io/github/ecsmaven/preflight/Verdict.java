package io.github.ecsmaven.preflight;

import io.github.ecsmaven.preflight.Finding.Severity;
import java.util.List;

/**
 * What was found.
 *
 * @param findings the worst first
 * @param checked what was looked at, in words, each once
 */
public record Verdict(List<Finding> findings, List<String> checked) {
    public Verdict {
        findings = List.copyOf(findings);
        checked = List.copyOf(checked);
    }

    /** Those of a severity. */
    public List<Finding> of(Severity severity) {
        return findings.stream().filter(one -> one.severity() == severity).toList();
    }
}
