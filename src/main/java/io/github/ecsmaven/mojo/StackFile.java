package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.DeploymentFailedException;
import io.github.ecsmaven.ecs.DeploymentOutcome;
import io.github.ecsmaven.ecs.DeploymentStatus;
import io.github.ecsmaven.release.StackReleaseOutcome;
import io.github.ecsmaven.stack.DeployedStack;
import io.github.ecsmaven.stack.StackEnd;
import io.github.ecsmaven.stack.StackFailedException;
import io.github.ecsmaven.stack.StackOutcome;
import io.github.ecsmaven.stack.StackOutput;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code target/ecs/deployment.json} tells of a service in a stack of its own. */
final class StackFile {
    private final NewService service;
    private final String image;

    /** @param image that the service is to run */
    StackFile(NewService service, String image) {
        this.service = service;
        this.image = image;
    }

    Map<String, String> of(StackReleaseOutcome outcome, Optional<String> url) {
        Map<String, String> values =
                head(outcome.deployment().map(it -> inWords(it.status())).orElseGet(() -> inWords(outcome.stack())));
        addStack(values, outcome.stack().stack());
        outcome.deployment().ifPresent(it -> addDeployment(values, it));
        url.ifPresent(value -> values.put("url", value));
        return values;
    }

    Map<String, String> of(StackFailedException failure) {
        Optional<DeploymentFailedException> inside = Optional.ofNullable(failure.getCause())
                .filter(DeploymentFailedException.class::isInstance)
                .map(DeploymentFailedException.class::cast);
        Map<String, String> values =
                head(inside.map(it -> inWords(it.status())).orElseGet(() -> inWords(failure.outcome())));
        addStack(values, failure.outcome().stack());
        inside.ifPresent(it -> addDeployment(values, it));
        return values;
    }

    Map<String, String> of(DeploymentFailedException failure, Optional<DeployedStack> stack) {
        Map<String, String> values = head(inWords(failure.status()));
        stack.ifPresent(it -> addStack(values, it));
        addDeployment(values, failure);
        return values;
    }

    private Map<String, String> head(String status) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("status", status);
        values.put("cluster", service.names().cluster());
        values.put("service", service.service());
        values.put("container", service.containerName());
        values.put("image", image);
        return values;
    }

    private static void addStack(Map<String, String> values, DeployedStack stack) {
        values.put("stackId", stack.id());
        values.put("stackStatus", stack.status());
        stack.output(StackOutput.SERVICE).ifPresent(arn -> values.put("serviceArn", arn));
        stack.output(StackOutput.TASK_DEFINITION).ifPresent(arn -> values.put("taskDefinitionArn", arn));
        stack.output(StackOutput.TARGET_GROUP).ifPresent(arn -> values.put("targetGroupArn", arn));
        stack.output(StackOutput.LOAD_BALANCER).ifPresent(name -> values.put("loadBalancerDnsName", name));
        stack.output(StackOutput.LOG_GROUP).ifPresent(name -> values.put("logGroup", name));
    }

    private static void addDeployment(Map<String, String> values, DeploymentOutcome outcome) {
        values.put("taskDefinitionArn", outcome.revision().value());
        outcome.deploymentId().ifPresent(id -> values.put("deploymentId", id));
        outcome.serviceDeploymentArn().ifPresent(arn -> values.put("serviceDeploymentArn", arn));
        outcome.confirmedDigest().ifPresent(digest -> values.put("confirmedDigest", digest.value()));
    }

    private static void addDeployment(Map<String, String> values, DeploymentFailedException failure) {
        values.put("taskDefinitionArn", failure.revision().value());
        failure.deploymentId().ifPresent(id -> values.put("deploymentId", id));
        failure.serviceDeploymentArn().ifPresent(arn -> values.put("serviceDeploymentArn", arn));
    }

    private static String inWords(DeploymentStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String inWords(StackOutcome outcome) {
        StackEnd end = outcome.end();
        return switch (end) {
            case UNCHANGED -> inWords(DeploymentStatus.NOTHING_TO_DO);
            case CREATED, UPDATED -> inWords(DeploymentStatus.SUCCEEDED);
            default -> end.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }
}
