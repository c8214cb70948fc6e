package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Set;

/** The deploymentConfiguration of a service: ROLLING, with percentages and circuit breaker (API reference, "DeploymentConfiguration"). */
final class DeploymentConfigurations {
    private static final Set<String> IMPLEMENTED = Set.of(
            "alarms",
            "deploymentCircuitBreaker",
            "maximumPercent",
            "minimumHealthyPercent",
            "strategy",
            "bakeTimeInMinutes");

    private DeploymentConfigurations() {}

    /** ECS's defaults: 200, 100, no circuit breaker. */
    static ObjectNode defaults() {
        ObjectNode defaults = Wire.object()
                .put("maximumPercent", 200)
                .put("minimumHealthyPercent", 100)
                .put("strategy", "ROLLING");
        defaults.putObject("deploymentCircuitBreaker").put("enable", false).put("rollback", false);
        return defaults.put("bakeTimeInMinutes", 0);
    }

    /** The configuration with the members of the request in place of its own. */
    static ObjectNode merge(ObjectNode current, JsonNode requested) throws AwsError {
        ObjectNode merged = current.deepCopy();
        for (var member : requested.properties()) {
            if (!member.getValue().isNull()) {
                if (!IMPLEMENTED.contains(member.getKey())) {
                    throw EcsErrors.notImplemented("the member '" + member.getKey() + "' of deploymentConfiguration");
                }
                merged.set(member.getKey(), member.getValue());
            }
        }
        check(merged);
        return merged;
    }

    private static void check(ObjectNode configuration) throws AwsError {
        String strategy = configuration.path("strategy").asText();
        Enumerated.check("strategy", strategy, Set.of("ROLLING", "BLUE_GREEN", "LINEAR", "CANARY"));
        if (!strategy.equals("ROLLING")
                || configuration.path("bakeTimeInMinutes").asInt() > 0) {
            throw EcsErrors.notImplemented("deployment strategies with a bake time: " + strategy);
        }
        JsonNode breaker = configuration.path("deploymentCircuitBreaker");
        if (!breaker.hasNonNull("enable") || !breaker.hasNonNull("rollback")) {
            throw EcsErrors.invalidParameter("deploymentCircuitBreaker needs both enable and rollback.");
        }
        int most = configuration.path("maximumPercent").asInt();
        int least = configuration.path("minimumHealthyPercent").asInt();
        if (least < 0 || least > 100 || most < 100) {
            throw EcsErrors.invalidParameter(
                    "minimumHealthyPercent must be between 0 and 100, maximumPercent at least 100.");
        }
        if (most == 100 && least == 100) {
            throw EcsErrors.invalidParameter(
                    "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will" + " block deployments.");
        }
    }
}
