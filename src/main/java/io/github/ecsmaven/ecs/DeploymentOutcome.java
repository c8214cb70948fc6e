package io.github.ecsmaven.ecs;

import io.github.ecsmaven.image.Digest;
import java.time.Duration;
import java.util.Optional;

/**
 * A change of a service that ended well.
 *
 * @param status one that is no failure
 * @param service which service
 * @param revision what it runs now
 * @param previous what it ran before
 * @param deploymentId ECS's id of the deployment, {@code ecs-svc/…}; absent when none was started or followed
 * @param serviceDeploymentArn ARN of the service deployment, where AWS told it
 * @param confirmedDigest the digest that ECS says it resolved the image to, where AWS told it
 * @param desiredCount how many tasks the service should run
 * @param took from the first call to the verdict
 */
public record DeploymentOutcome(
        DeploymentStatus status,
        ServiceReference service,
        TaskDefinitionArn revision,
        TaskDefinitionArn previous,
        Optional<String> deploymentId,
        Optional<String> serviceDeploymentArn,
        Optional<Digest> confirmedDigest,
        int desiredCount,
        Duration took) {}
