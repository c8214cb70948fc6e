package io.github.ecsmaven.iam;

import java.util.Map;

/**
 * When a statement holds (IAM user guide, "IAM JSON policy elements: Condition").
 *
 * @param operator how key and value are compared, such as {@code StringEquals}
 * @param key what is compared, such as {@code iam:PassedToService}
 * @param value what it is compared with
 */
public record Condition(String operator, String key, String value) {
    /**
     * A role may be handed to tasks of ECS only. The principal is the same in all partitions (ECS developer guide, "Amazon ECS task
     * execution IAM role").
     */
    static final Condition PASSED_TO_TASKS =
            new Condition("StringEquals", "iam:PassedToService", "ecs-tasks.amazonaws.com");

    /** A role may be handed to ECS itself only (ECS developer guide, "Amazon ECS infrastructure IAM role"). */
    static final Condition PASSED_TO_ECS = new Condition("StringEquals", "iam:PassedToService", "ecs.amazonaws.com");

    Map<String, Map<String, String>> toJson() {
        return Map.of(operator, Map.of(key, value));
    }
}
