package io.github.ecsmaven.ecs;

/**
 * Which service is meant.
 *
 * @param cluster name or ARN of the cluster
 * @param service name or ARN of the service
 */
public record ServiceReference(String cluster, String service) {

    /** @throws IllegalArgumentException when one of the two is blank */
    public ServiceReference {
        if (cluster.isBlank() || service.isBlank()) {
            throw new IllegalArgumentException("a service needs the name of its cluster and its own");
        }
    }

    /** The cluster's name, also where an ARN was given. */
    public String clusterName() {
        return lastSegment(cluster);
    }

    /** The service's name, also where an ARN was given. */
    public String serviceName() {
        return lastSegment(service);
    }

    private static String lastSegment(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }

    /** As it stands in a sentence: {@code service 'shop' in cluster 'prod'}. */
    @Override
    public String toString() {
        return "service '" + serviceName() + "' in cluster '" + clusterName() + "'";
    }
}
