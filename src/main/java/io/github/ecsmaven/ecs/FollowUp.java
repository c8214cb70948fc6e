package io.github.ecsmaven.ecs;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/**
 * The commands with which a deployment is followed from outside of the build.
 *
 * @param deploymentId ECS's id of it, {@code ecs-svc/…}
 * @param serviceDeploymentArn ARN of ECS's record of it; absent while there is none
 * @param watch shows how it goes on
 * @param rollBack ends it and brings the last version back; absent while ECS has no record of it
 * @param logs show what the containers write, a command for each log group
 */
public record FollowUp(
        String deploymentId,
        Optional<String> serviceDeploymentArn,
        String watch,
        Optional<String> rollBack,
        List<String> logs) {

    public FollowUp {
        logs = List.copyOf(logs);
    }

    static FollowUp of(AwaitedDeployment awaited, Optional<String> serviceDeploymentArn) {
        String region = " --region " + awaited.before().account().region();
        ServiceReference service = awaited.before().reference();
        String watch = serviceDeploymentArn
                .map(arn -> "aws ecs describe-service-deployments --service-deployment-arns " + arn)
                .orElse("aws ecs describe-services --cluster " + service.cluster() + " --services "
                        + service.service());
        return new FollowUp(
                awaited.id().orElse(""),
                serviceDeploymentArn,
                watch + region,
                serviceDeploymentArn.map(arn -> "aws ecs stop-service-deployment --service-deployment-arn " + arn
                        + " --stop-type ROLLBACK" + region),
                logs(awaited.wanted().definition(), awaited.before().account().region()));
    }

    /** The commands that show what containers of a task definition write. */
    static List<String> logs(RegisterTaskDefinitionRequest definition, String region) {
        return LogStreams.groups(definition).stream()
                .map(group -> "aws logs tail " + group + " --since 1h --region " + region)
                .toList();
    }
}
