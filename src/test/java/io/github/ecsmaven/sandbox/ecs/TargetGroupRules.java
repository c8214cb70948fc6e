package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.elb.TargetGroup;
import io.github.ecsmaven.sandbox.elb.TargetGroups;

/** What ECS refuses of the target groups that a service is to register its tasks with (API reference, "LoadBalancer"; aws.md 2.3). */
final class TargetGroupRules {
    private TargetGroupRules() {}

    static void check(TargetGroups groups, JsonNode loadBalancers, TaskDefinition definition) throws AwsError {
        for (JsonNode balancer : loadBalancers) {
            String arn = balancer.path("targetGroupArn").asText("");
            TargetGroup group = groups.find(arn)
                    .orElseThrow(() -> EcsErrors.invalidParameter("Unable to find the target group " + arn + "."));
            checkType(group, definition);
            if (!group.isInUse()) {
                throw EcsErrors.invalidParameter(
                        "The target group with targetGroupArn " + arn + " does not have an associated load balancer.");
            }
        }
    }

    private static void checkType(TargetGroup group, TaskDefinition definition) throws AwsError {
        if (group.targetType().equals("ip") != definition.isAwsvpc()) {
            String mode = definition.member("networkMode").isEmpty() ? "bridge" : definition.member("networkMode");
            throw EcsErrors.invalidParameter("The provided target group " + group.arn() + " has target type "
                    + group.targetType() + ", which is incompatible with the " + mode
                    + " network mode specified in the task definition.");
        }
    }
}
