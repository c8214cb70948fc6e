package io.github.ecsmaven.mojo;

import io.github.ecsmaven.release.Plan;
import io.github.ecsmaven.release.PlannedCall;
import java.util.ArrayList;
import java.util.List;

/** A plan in lines: what becomes of each resource, field by field, and then the order of what is done. */
final class PlanReport {
    private static final String INDENT = " ".repeat(6);

    private final List<String> lines = new ArrayList<>();

    private PlanReport() {}

    /** @param heading the first line */
    static PlanReport of(Plan plan, String heading) {
        PlanReport report = new PlanReport();
        report.lines.add(heading);
        report.rows(PlanRows.of(plan));
        report.calls(plan.calls());
        return report;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    private void rows(List<PlanRow> rows) {
        int resource =
                rows.stream().mapToInt(row -> row.resource().length()).max().orElse(0);
        int action = rows.stream()
                .mapToInt(row -> row.action().toString().length())
                .max()
                .orElse(0);
        for (PlanRow row : rows) {
            lines.add("  " + padded(row.resource(), resource) + "  "
                    + padded(row.action().toString(), action) + "  " + row.name());
            row.remarks().forEach(remark -> lines.add(INDENT + remark));
            row.fields().forEach(field -> lines.add(INDENT + field.path() + ": " + DeploymentLog.inWords(field)));
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private void calls(List<PlannedCall> calls) {
        if (calls.isEmpty()) {
            lines.add("Nothing would change.");
            return;
        }
        lines.add("What changes something, in this order:");
        int number = 0;
        for (PlannedCall call : calls) {
            lines.add("  " + ++number + ". " + call.call() + " " + call.on());
        }
    }
}
