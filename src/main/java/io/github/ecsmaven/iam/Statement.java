package io.github.ecsmaven.iam;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One permission (IAM user guide, "IAM JSON policy elements: Statement"): what may be done to which things.
 *
 * @param sid what it is for, letters and digits alone; empty for none
 * @param actions IAM actions, such as {@code ecr:PutImage}
 * @param resources ARNs, in which {@code *} stands for any characters, or {@code *} alone
 * @param condition when it holds, if not always
 */
public record Statement(String sid, List<String> actions, List<String> resources, Optional<Condition> condition) {
    /** Each action and resource once, in alphabetical order. */
    public Statement {
        actions = sorted(actions);
        resources = sorted(resources);
    }

    static Statement of(String sid, Collection<String> actions, Collection<String> resources) {
        return new Statement(sid, List.copyOf(actions), List.copyOf(resources), Optional.empty());
    }

    static Statement of(String sid, Collection<String> actions, String resource) {
        return of(sid, actions, List.of(resource));
    }

    Statement under(Condition wanted) {
        return new Statement(sid, actions, resources, Optional.of(wanted));
    }

    /** The sid without the number that tells it from another one with the same purpose. */
    String purpose() {
        return sid.replaceFirst("[0-9]+$", "");
    }

    Statement numbered(int number) {
        return sid.isEmpty()
                ? this
                : new Statement(purpose() + (number == 1 ? "" : number), actions, resources, condition);
    }

    /** The same of certain actions; perhaps of none. */
    Statement only(Set<String> wanted) {
        return new Statement(sid, actions.stream().filter(wanted::contains).toList(), resources, condition);
    }

    /** Actions of both on resources of both. */
    Statement with(Statement other) {
        return new Statement(sid, joined(actions, other.actions), joined(resources, other.resources), condition);
    }

    /** Whether all that the other one allows is allowed here. */
    boolean covers(Statement other) {
        return actions.containsAll(other.actions)
                && resources.containsAll(other.resources)
                && (condition.isEmpty() || condition.equals(other.condition));
    }

    private static List<String> joined(List<String> some, List<String> others) {
        TreeSet<String> all = new TreeSet<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }

    private static List<String> sorted(List<String> values) {
        return List.copyOf(new TreeSet<>(values));
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        if (!sid.isEmpty()) {
            json.put("Sid", sid);
        }
        json.put("Effect", "Allow");
        json.put("Action", oneOrAll(actions));
        json.put("Resource", oneOrAll(resources));
        condition.ifPresent(when -> json.put("Condition", when.toJson()));
        return json;
    }

    static Object oneOrAll(List<String> values) {
        return values.size() == 1 ? values.get(0) : values;
    }

    /** As JSON on one line, to be put into the {@code Statement} of a policy. */
    @Override
    public String toString() {
        return Json.line(toJson());
    }
}
