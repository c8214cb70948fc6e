package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;

/** Looks at clusters. */
public final class Clusters {
    private final EcsClient ecs;

    Clusters(EcsClient ecs) {
        this.ecs = ecs;
    }

    /**
     * A cluster as it is now.
     *
     * @param status {@code ACTIVE}, or why it is not: {@code PROVISIONING}, {@code DEPROVISIONING}, {@code FAILED}, {@code INACTIVE}
     * @param instances EC2 instances that are registered with it
     */
    public record State(String status, int instances) {}

    /**
     * The cluster of a service; empty when there is none.
     *
     * @throws ActionableException when AWS refuses to answer
     */
    public Optional<State> describe(ServiceReference service) {
        try {
            return ecs.describeClusters(request -> request.clusters(service.cluster())).clusters().stream()
                    .findFirst()
                    .map(cluster -> new State(
                            cluster.status(),
                            cluster.registeredContainerInstancesCount() == null
                                    ? 0
                                    : cluster.registeredContainerInstancesCount()));
        } catch (SdkException e) {
            throw AwsFailures.explain("look at cluster '" + service.clusterName() + "'", e);
        }
    }
}
