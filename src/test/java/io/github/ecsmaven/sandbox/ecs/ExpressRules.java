package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.List;
import java.util.Set;

/** What CreateExpressGatewayService and UpdateExpressGatewayService refuse (API reference of both). */
final class ExpressRules {
    private static final Set<String> METRICS = Set.of("AVERAGE_CPU", "AVERAGE_MEMORY", "REQUEST_COUNT_PER_TARGET");

    private ExpressRules() {}

    static void checkNew(ObjectNode request) throws AwsError {
        for (String member : List.of("executionRoleArn", "infrastructureRoleArn")) {
            if (request.path(member).asText("").isEmpty()) {
                throw EcsErrors.invalidParameter(member + " cannot be empty.");
            }
        }
        if (!request.hasNonNull("primaryContainer")) {
            throw EcsErrors.invalidParameter("primaryContainer cannot be null.");
        }
        String name = request.path("serviceName").asText("generated");
        if (!name.matches("[a-zA-Z0-9_-]{1,255}")) {
            throw EcsErrors.invalidParameter("Invalid service name: " + name);
        }
        checkCommon(request);
    }

    /** What holds for members of both requests. */
    static void checkCommon(ObjectNode request) throws AwsError {
        String path = request.path("healthCheckPath").asText("/");
        if (!path.startsWith("/")) {
            throw EcsErrors.invalidParameter("Health check path must start with a forward slash: " + path);
        }
        if (request.hasNonNull("primaryContainer")) {
            checkContainer(request.get("primaryContainer"));
        }
        checkScaling(request.path("scalingTarget"));
    }

    private static void checkContainer(JsonNode container) throws AwsError {
        if (container.path("image").asText("").isEmpty()) {
            throw EcsErrors.invalidParameter("primaryContainer.image cannot be empty.");
        }
        int port = container.path("containerPort").asInt(80);
        if (port < 1 || port > 65_535) {
            throw EcsErrors.invalidParameter("Invalid container port: " + port);
        }
        if (container.hasNonNull("repositoryCredentials")) {
            throw EcsErrors.notImplemented("repositoryCredentials of an Express service");
        }
    }

    private static void checkScaling(JsonNode scaling) throws AwsError {
        if (scaling.hasNonNull("autoScalingMetric")) {
            Enumerated.check(
                    "scalingTarget.autoScalingMetric",
                    scaling.get("autoScalingMetric").asText(),
                    METRICS);
        }
        int least = scaling.path("minTaskCount").asInt(1);
        int most = scaling.path("maxTaskCount").asInt(Math.max(least, 20));
        if (least < 0 || most < least) {
            throw EcsErrors.invalidParameter("minTaskCount must not be negative nor above maxTaskCount.");
        }
        if (scaling.path("autoScalingTargetValue").asInt(60) < 1) {
            throw EcsErrors.invalidParameter("autoScalingTargetValue must be positive.");
        }
    }
}
