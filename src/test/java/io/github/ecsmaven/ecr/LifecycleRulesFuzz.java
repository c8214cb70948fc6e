package io.github.ecsmaven.ecr;

import io.github.ecsmaven.ActionableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a POM, a line each: selection, prefixes, patterns, age and number of images between semicolons. What passes our checks
 * passes them again in ECR's form.
 */
public final class LifecycleRulesFuzz {
    private static final int FIELDS = 6;

    private LifecycleRulesFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            List<LifecycleRule> rules = new ArrayList<>();
            new String(input, StandardCharsets.UTF_8).lines().forEach(line -> rules.add(rule(line)));
            LifecyclePolicy policy = LifecyclePolicy.of(rules);
            policy.sentences();
            LifecyclePolicy.parse(policy.toJson());
        } catch (ActionableException refused) {
            return;
        }
    }

    private static LifecycleRule rule(String line) {
        String[] fields = Arrays.copyOf(line.split(";", FIELDS), FIELDS);
        return new LifecycleRule(
                LifecycleRule.Selection.parse(String.valueOf(fields[0])),
                list(fields[1]),
                list(fields[2]),
                number(fields[3]),
                number(fields[4]),
                Optional.ofNullable(fields[5]));
    }

    private static List<String> list(String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(text.split(","));
    }

    private static Optional<Integer> number(String text) {
        return text != null && text.matches("-?\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
