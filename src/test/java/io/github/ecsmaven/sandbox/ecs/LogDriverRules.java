package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.ArrayList;
import java.util.List;

/** Which options RegisterTaskDefinition wants of the log driver awslogs (API reference, "LogConfiguration"). */
final class LogDriverRules {
    private LogDriverRules() {}

    static void check(JsonNode container, boolean fargate) throws AwsError {
        JsonNode configuration = container.path("logConfiguration");
        if (!configuration.path("logDriver").asText().equals("awslogs")) {
            return;
        }
        List<String> missing = new ArrayList<>();
        for (String option : needed(fargate)) {
            if (configuration.path("options").path(option).asText("").isEmpty()) {
                missing.add(option);
            }
        }
        if (!missing.isEmpty()) {
            throw EcsErrors.client("Log driver awslogs requires options: " + String.join(", ", missing));
        }
    }

    private static List<String> needed(boolean fargate) {
        return fargate
                ? List.of("awslogs-region", "awslogs-group", "awslogs-stream-prefix")
                : List.of("awslogs-region", "awslogs-group");
    }
}
