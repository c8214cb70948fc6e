package io.github.ecsmaven.iam;

import java.util.List;

/**
 * The service that is deployed to.
 *
 * @param place where it is
 * @param cluster name of its cluster
 * @param service its name
 */
public record ServicePlace(Place place, String cluster, String service) {
    String arn() {
        return place.service(cluster, service);
    }

    /**
     * The service with its deployments and revisions: of the actions on these, IAM asks for both (Service Authorization Reference,
     * "Actions defined by Amazon Elastic Container Service").
     */
    List<String> withHistory() {
        return List.of(arn(), place.serviceDeployments(cluster, service), place.serviceRevisions(cluster, service));
    }
}
