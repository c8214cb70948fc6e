package io.github.ecsmaven.iam;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An identity-based policy: all that an identity needs.
 *
 * @param statements one for each purpose; none allows what another one does already
 */
public record Policy(List<Statement> statements) {
    /** Allows nothing. */
    public static final Policy NONE = new Policy(List.of());

    /** Makes one statement of those with the same purpose and condition; a {@link Statement#sid} is in a policy once. */
    public Policy {
        Map<List<Object>, Statement> byPurpose = new LinkedHashMap<>();
        statements.stream()
                .filter(statement ->
                        !statement.actions().isEmpty() && !statement.resources().isEmpty())
                .forEach(statement -> byPurpose.merge(
                        List.of(statement.purpose(), statement.condition()), statement, Statement::with));
        statements = numbered(needed(List.copyOf(byPurpose.values())));
    }

    private static List<Statement> numbered(List<Statement> statements) {
        Map<String, Integer> seen = new HashMap<>();
        return statements.stream()
                .map(statement -> statement.numbered(seen.merge(statement.purpose(), 1, Integer::sum)))
                .toList();
    }

    private static List<Statement> needed(List<Statement> all) {
        List<Statement> needed = new ArrayList<>(all);
        all.forEach(one -> {
            if (needed.stream().anyMatch(other -> other != one && other.covers(one))) {
                needed.remove(one);
            }
        });
        return List.copyOf(needed);
    }

    static Policy of(Statement... statements) {
        return new Policy(List.of(statements));
    }

    /** What both allow. */
    public Policy and(Policy other) {
        List<Statement> both = new ArrayList<>(statements);
        both.addAll(other.statements);
        return new Policy(both);
    }

    /** Whether it allows nothing. */
    public boolean isEmpty() {
        return statements.isEmpty();
    }

    /** Every action that it allows on something. */
    public Set<String> actions() {
        Set<String> actions = new TreeSet<>();
        statements.forEach(statement -> actions.addAll(statement.actions()));
        return actions;
    }

    /** The document, as {@code aws iam create-policy --policy-document file://…} takes it. */
    public String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("Version", "2012-10-17");
        json.put("Statement", statements.stream().map(Statement::toJson).toList());
        return Json.block(json);
    }
}
