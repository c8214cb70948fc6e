package io.github.ecsmaven.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The page of what was found: cases that differ only in the call that failed are one row. */
final class FaultPage {
    private static final String INTRODUCTION =
            """
            # When things break

            Every row was run for real, by `%s`: the goals `ecs:build`, `ecs:push`, `ecs:lifecycle` and `ecs:deploy`
            against a Docker Engine and the sandbox, with the fault, and once more without it. "At" names the calls of AWS, and the steps of a
            push, at which the fault came to the same; the first of them is the one of the sentence. The state is that of the moment when the
            goals had ended: before, there were the image `0.9.0` and a lifecycle policy in the repository, and a service that ran `shop:1`
            ("with every setting" `shop:2`).

            In each of them success was told only where the service runs the pushed image; the goals ended within their timeouts; the older
            image, a policy and the tasks of the service were still there; no secret was in the log, in an error or below `target/ecs`; and
            the same command, given again without anything cleaned up, succeeded.

            A retry of the goals takes a millisecond here and a timeout seconds; a user has the pauses of the AWS SDK's standard mode, three
            minutes for a call to AWS, and ten minutes without a word for a push.
            """;

    private record Kind(
            String chapter, String fault, String calls, String verdict, WorldState state, String sentence) {}

    private final Map<Kind, List<Finding>> rows = new LinkedHashMap<>();

    FaultPage(List<Finding> findings) {
        for (Finding finding : findings) {
            rows.computeIfAbsent(kind(finding), kind -> new ArrayList<>()).add(finding);
        }
    }

    private static Kind kind(Finding finding) {
        FaultCase of = finding.of();
        boolean alone = of.calls().isEmpty();
        return new Kind(
                of.chapter(),
                of.fault() + (alone ? "" : of.scene().addition()),
                alone ? "" : "at",
                finding.verdict(),
                finding.state(),
                alone ? finding.sentence() : "");
    }

    int size() {
        return rows.size();
    }

    String markdown(String command) {
        StringBuilder page = new StringBuilder(INTRODUCTION.formatted(command));
        page.append("\n").append(size()).append(" rows.\n");
        for (String chapter : chapters()) {
            page.append("\n## ").append(chapter).append("\n\n");
            page.append("| fault | at | it says | verdict | image | repository | policy | revision | service |\n");
            page.append("|---|---|---|---|---|---|---|---|---|\n");
            rows.forEach((kind, findings) -> {
                if (kind.chapter().equals(chapter)) {
                    page.append(row(kind, findings));
                }
            });
        }
        return page.toString();
    }

    private Set<String> chapters() {
        return rows.keySet().stream().map(Kind::chapter).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The page in a line a chapter, and one for all. */
    String summary() {
        StringBuilder table = new StringBuilder(
                "| what breaks | rows | tried | fails and says why | succeeds | succeeds, warns | Maven is ended | a promise is broken |\n");
        table.append("|---|---|---|---|---|---|---|---|\n");
        chapters()
                .forEach(chapter ->
                        table.append(line(chapter, kind -> kind.chapter().equals(chapter))));
        return table.append(line("all of it", kind -> true)).toString();
    }

    private String line(String title, Predicate<Kind> of) {
        List<Finding> findings = rows.entrySet().stream()
                .filter(row -> of.test(row.getKey()))
                .flatMap(row -> row.getValue().stream())
                .toList();
        List<Object> cells = List.of(
                title,
                rows.keySet().stream().filter(of).count(),
                findings.size(),
                count(findings, finding -> finding.verdict().equals("fails")),
                count(findings, finding -> finding.verdict().equals(Outcome.SUCCEEDS)),
                count(findings, finding -> finding.verdict().equals(Outcome.SUCCEEDS + ", warns")),
                count(findings, finding -> finding.verdict().startsWith("ended")),
                count(findings, finding -> !finding.broken().isEmpty()));
        return cells.stream().map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static long count(List<Finding> findings, Predicate<Finding> which) {
        return findings.stream().filter(which).count();
    }

    private static String row(Kind kind, List<Finding> findings) {
        String calls = findings.stream()
                .flatMap(finding -> finding.of().calls().stream())
                .distinct()
                .map(call -> "`" + call + "`")
                .collect(Collectors.joining(", "));
        WorldState state = kind.state();
        return "| "
                + String.join(
                        " | ",
                        kind.fault(),
                        calls,
                        findings.get(0).sentence(),
                        kind.verdict(),
                        state.image(),
                        state.repository(),
                        state.policy(),
                        state.revision(),
                        state.service())
                + " |\n";
    }
}
