package io.github.ecsmaven.ecs;

import java.net.URI;
import java.util.Optional;

/**
 * A change of an Express service that ended well.
 *
 * @param deployment how
 * @param serviceArn the service's ARN
 * @param container name that ECS gave the container
 * @param url where the service answers; empty when ECS has no endpoint yet
 */
public record ExpressOutcome(DeploymentOutcome deployment, String serviceArn, String container, Optional<URI> url) {}
