package io.github.ecsmaven;

import io.github.ecsmaven.iam.Condition;
import io.github.ecsmaven.iam.Policy;
import io.github.ecsmaven.iam.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What each thing that can be configured adds to a policy, as rows of a table. */
final class PermissionTable {
    private final StringBuilder rows = new StringBuilder("| for | when | actions | on |\n|---|---|---|---|\n");
    private String stage = "";
    private Policy soFar = Policy.NONE;

    /** Begins with the policy of a stage, to which all that follows is added. */
    PermissionTable stage(String goals, String when, Policy policy) {
        stage = goals;
        soFar = Policy.NONE;
        add(when, policy);
        soFar = policy;
        return this;
    }

    /** What the policy allows more than that of the stage. */
    PermissionTable add(String when, Policy policy) {
        String what = when;
        for (Statement statement : policy.statements()) {
            List<String> actions = new ArrayList<>(statement.actions());
            soFar.statements().stream()
                    .filter(known -> known.sid().equals(statement.sid()))
                    .forEach(known -> actions.removeAll(known.actions()));
            if (!actions.isEmpty()) {
                row(what, actions, statement);
                what = "";
            }
        }
        return this;
    }

    private void row(String when, List<String> actions, Statement statement) {
        rows.append("| ")
                .append(stage)
                .append(" | ")
                .append(when)
                .append(" | ")
                .append(actions.stream().map(PermissionTable::code).collect(Collectors.joining(", ")))
                .append(" | ")
                .append(statement.resources().stream()
                        .map(PermissionTable::withoutPlace)
                        .map(PermissionTable::code)
                        .collect(Collectors.joining(", ")))
                .append(condition(statement.condition()))
                .append(" |\n");
        stage = "";
    }

    private static String condition(Optional<Condition> condition) {
        return condition
                .map(it -> " where " + code(it.key()) + " is " + code(withoutPlace(it.value())))
                .orElse("");
    }

    private static String withoutPlace(String arn) {
        return arn.replaceFirst("^arn:[^:]*:[^:]*:[^:]*:[^:]*:", "");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
