package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A rule of a listener. */
final class ListenerRule {
    /**
     * One thing that has to fit (API reference, "RuleCondition").
     *
     * @param field host-header or path-pattern
     * @param values with {@code *} and {@code ?}, of which one has to fit
     */
    record Condition(String field, List<String> values) {
        boolean fits(String host, String path) {
            boolean ofHost = field.equals("host-header");
            String value = ofHost ? host.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT) : path;
            return values.stream()
                    .anyMatch(pattern -> matches(ofHost ? pattern.toLowerCase(Locale.ROOT) : pattern, value));
        }

        private static boolean matches(String pattern, String value) {
            String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
            return value.matches(regex);
        }
    }

    final String arn;
    final Listener listener;
    int priority;
    List<Condition> conditions;
    ListenerAction action;

    ListenerRule(String arn, Listener listener, int priority, List<Condition> conditions, ListenerAction action) {
        this.arn = arn;
        this.listener = listener;
        this.priority = priority;
        this.conditions = conditions;
        this.action = action;
    }

    static List<Condition> conditions(QueryForm form) throws AwsError {
        List<Condition> conditions = new ArrayList<>();
        for (QueryForm condition : form.structures("Conditions")) {
            String field = condition.required("Field");
            if (!field.matches("host-header|path-pattern")) {
                throw AwsError.notImplemented("conditions of rules on " + field);
            }
            List<String> values = new ArrayList<>(condition.list("Values"));
            String config = field.equals("host-header") ? "HostHeaderConfig" : "PathPatternConfig";
            Optional<QueryForm> own = condition.structure(config);
            if (own.isPresent()) {
                values.addAll(own.get().list("Values"));
            }
            if (values.isEmpty()) {
                throw ElbErrors.validation("A condition value must be specified");
            }
            for (String value : values) {
                if (value.length() > 128) {
                    throw ElbErrors.validation("Condition values are limited to 128 characters");
                }
            }
            conditions.add(new Condition(field, values));
        }
        if (conditions.isEmpty()) {
            throw ElbErrors.validation("A condition must be specified");
        }
        return conditions;
    }

    boolean fits(String host, String path) {
        return conditions.stream().allMatch(condition -> condition.fits(host, path));
    }

    void write(Xml xml) {
        xml.text("RuleArn", arn)
                .text("Priority", priority)
                .members("Conditions", conditions, (one, condition) -> one.text("Field", condition.field())
                        .texts("Values", condition.values()))
                .members("Actions", List.of(action), (one, it) -> it.write(one))
                .text("IsDefault", false);
    }
}
