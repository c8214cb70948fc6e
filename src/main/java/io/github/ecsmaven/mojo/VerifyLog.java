package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.preflight.Finding;
import io.github.ecsmaven.preflight.Finding.Severity;
import io.github.ecsmaven.preflight.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.maven.plugin.logging.Log;

/** What was found before a deployment: the wording of {@code ecs:verify}. */
final class VerifyLog {
    private static final String INDENT = "               ";

    private final Log log;

    VerifyLog(Log log) {
        this.log = log;
    }

    /**
     * Tells all of it.
     *
     * @throws ActionableException when something would make the deployment fail
     */
    void verdict(Verdict verdict) {
        findings(verdict.of(Severity.FAILURE), "would fail", log::error);
        findings(verdict.of(Severity.WARNING), "warning", log::warn);
        findings(verdict.of(Severity.NOT_CHECKED), "not checked", log::warn);
        String checked = String.join(", ", verdict.checked());
        if (verdict.findings().isEmpty()) {
            log.info("Nothing was found that would make a deployment fail. Looked at: " + checked + ".");
            return;
        }
        log.info("Looked at: " + checked + ".");
        log.info(counts(verdict) + ".");
        refuseFailures(verdict, "Every one stands above with what helps; mvn ecs:verify looks again.");
    }

    /**
     * Tells what matters to a deployment that is under way.
     *
     * @throws ActionableException when something would make it fail
     */
    void verdictBesideBuild(Verdict verdict) {
        findings(verdict.of(Severity.FAILURE), "would fail", log::error);
        findings(verdict.of(Severity.WARNING), "warning", log::warn);
        int notChecked = verdict.of(Severity.NOT_CHECKED).size();
        if (notChecked > 0) {
            log.info(number(notChecked, "thing")
                    + " could not be checked before the deployment; mvn ecs:verify says which" + " and why.");
        }
        refuseFailures(
                verdict,
                "No service was updated. Every one stands above with what helps; <verifyBeforeDeploy>false</verifyBeforeDeploy>"
                        + " (-Decs.verifyBeforeDeploy) leaves this look out.");
    }

    private static void findings(List<Finding> findings, String label, Consumer<String> line) {
        for (Finding finding : findings) {
            line.accept((label + ":" + INDENT).substring(0, INDENT.length() - 2) + finding.problem());
            line.accept(INDENT.substring(2) + finding.remedy());
        }
    }

    private static void refuseFailures(Verdict verdict, String remedy) {
        int failures = verdict.of(Severity.FAILURE).size();
        if (failures > 0) {
            throw new ActionableException("The deployment would fail, for " + number(failures, "reason") + ".", remedy);
        }
    }

    private static String counts(Verdict verdict) {
        List<String> counts = new ArrayList<>();
        int failures = verdict.of(Severity.FAILURE).size();
        int warnings = verdict.of(Severity.WARNING).size();
        int notChecked = verdict.of(Severity.NOT_CHECKED).size();
        counts.add(number(failures, "reason") + " why a deployment would fail");
        counts.add(number(warnings, "warning"));
        counts.add(notChecked + " not checked");
        return String.join(", ", counts);
    }

    private static String number(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
