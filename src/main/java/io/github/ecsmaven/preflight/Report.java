package io.github.ecsmaven.preflight;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.preflight.Finding.Severity;
import java.util.ArrayList;
import java.util.List;

/** What one look has found, and what is to be looked at next. Of one thread. */
public final class Report {
    private final List<Finding> findings = new ArrayList<>();
    private final List<Check> next = new ArrayList<>();

    Report() {}

    /** The deployment would fail. */
    public void fails(String problem, String remedy) {
        findings.add(new Finding(Severity.FAILURE, problem, remedy));
    }

    /** It may fail, take long, or be without a net. */
    public void warns(String problem, String remedy) {
        findings.add(new Finding(Severity.WARNING, problem, remedy));
    }

    /** AWS does not tell. */
    public void couldNotCheck(String problem, String remedy) {
        findings.add(new Finding(Severity.NOT_CHECKED, problem, remedy));
    }

    /** A goal would stop here, unless only the identity that looks may not look. */
    public void refused(ActionableException e) {
        if (AwsFailures.isAccessDenied(e)) {
            couldNotCheck(e.problem(), e.remedy());
        } else {
            fails(e.problem(), e.remedy());
        }
    }

    /** What is known to look at by now. */
    public void then(Check check) {
        next.add(check);
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    List<Check> next() {
        return List.copyOf(next);
    }
}
