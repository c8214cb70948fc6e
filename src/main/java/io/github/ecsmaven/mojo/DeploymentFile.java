package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.DeploymentFailedException;
import io.github.ecsmaven.ecs.DeploymentOutcome;
import io.github.ecsmaven.ecs.DeploymentStatus;
import io.github.ecsmaven.ecs.ExpressChange;
import io.github.ecsmaven.ecs.ExpressOutcome;
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

    /** Of an Express service. */
    static Map<String, String> of(ExpressChange change, ExpressOutcome outcome) {
        DeploymentOutcome deployment = outcome.deployment();
        Map<String, String> values = begun(change, deployment.status(), Optional.of(outcome.serviceArn()));
        values.put("taskDefinitionArn", deployment.revision().value());
        values.put("image", change.wanted().image().toString());
        deployment.deploymentId().ifPresent(id -> values.put("deploymentId", id));
        deployment.serviceDeploymentArn().ifPresent(arn -> values.put("serviceDeploymentArn", arn));
        deployment.confirmedDigest().ifPresent(digest -> values.put("confirmedDigest", digest.value()));
        outcome.url().ifPresent(url -> values.put("url", url.toString()));
        return values;
    }

    /** Of an Express service whose deployment did not end well. */
    static Map<String, String> of(ExpressChange change, DeploymentFailedException failure) {
        Map<String, String> values = begun(
                change, failure.status(), change.before().map(it -> it.service().arn()));
        values.put("taskDefinitionArn", failure.revision().value());
        values.put("image", change.wanted().image().toString());
        failure.deploymentId().ifPresent(id -> values.put("deploymentId", id));
        failure.serviceDeploymentArn().ifPresent(arn -> values.put("serviceDeploymentArn", arn));
        return values;
    }

    private static Map<String, String> begun(ExpressChange change, DeploymentStatus status, Optional<String> arn) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("status", status.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        values.put("cluster", change.wanted().service().clusterName());
        values.put("service", change.wanted().service().serviceName());
        arn.ifPresent(it -> values.put("serviceArn", it));
        return values;
    }
}
