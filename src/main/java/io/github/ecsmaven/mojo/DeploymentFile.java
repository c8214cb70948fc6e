package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.DeploymentStatus;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.ecs.TaskDefinitionArn;
import io.github.ecsmaven.image.Digest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code target/ecs/deployment.json} tells later steps of a pipeline. */
final class DeploymentFile {
    private DeploymentFile() {}

    static Map<String, String> of(
            ServiceChange change,
            DeploymentStatus status,
            TaskDefinitionArn revision,
            Optional<String> deploymentId,
            Optional<String> serviceDeploymentArn,
            Optional<Digest> confirmedDigest) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("status", status.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        values.put("cluster", change.service().reference().clusterName());
        values.put("service", change.service().reference().serviceName());
        values.put("serviceArn", change.service().arn());
        values.put("taskDefinitionArn", revision.value());
        values.put(
                "previousTaskDefinitionArn", change.service().taskDefinition().value());
        values.put("container", change.wanted().container());
        values.put("image", change.wanted().image().toString());
        deploymentId.ifPresent(id -> values.put("deploymentId", id));
        serviceDeploymentArn.ifPresent(arn -> values.put("serviceDeploymentArn", arn));
        confirmedDigest.ifPresent(digest -> values.put("confirmedDigest", digest.value()));
        return values;
    }
}
