package io.github.ecsmaven.ecs;

import io.github.ecsmaven.image.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.CreateExpressGatewayServiceRequest;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayContainer;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayScalingTarget;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayServiceConfiguration;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayServiceNetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Tag;

/**
 * An Express service as it is to be.
 *
 * @param service cluster and name
 * @param settings what the POM says
 * @param image what it runs, best with its digest
 * @param tags of a new service
 */
public record WantedExpress(
        ServiceReference service, ExpressSettings settings, ImageReference image, Map<String, String> tags) {
    public WantedExpress {
        tags = Map.copyOf(tags);
    }

    /**
     * The whole configuration: this over what there is. The API reference does not say whether an update that leaves a member out keeps
     * or resets it, nor whether a structure is replaced or merged; whoever sends all of it need not know.
     */
    ExpressGatewayServiceConfiguration over(ExpressGatewayServiceConfiguration current) {
        ExpressGatewayServiceConfiguration.Builder wanted = ExpressGatewayServiceConfiguration.builder()
                .executionRoleArn(settings.executionRole())
                .taskRoleArn(settings.taskRole().orElse(current.taskRoleArn()))
                .cpu(settings.cpu().orElse(current.cpu()))
                .memory(settings.memory().orElse(current.memory()))
                .healthCheckPath(settings.healthCheckPath())
                .primaryContainer(container(current.primaryContainer()));
        ExpressGatewayScalingTarget scaling = settings.scaling()
                .over(Objects.requireNonNullElseGet(current.scalingTarget(), () -> ExpressGatewayScalingTarget.builder()
                        .build()));
        if (!scaling.equals(ExpressGatewayScalingTarget.builder().build())) {
            wanted.scalingTarget(scaling);
        }
        network(current.networkConfiguration()).ifPresent(wanted::networkConfiguration);
        return wanted.build();
    }

    private ExpressGatewayContainer container(ExpressGatewayContainer current) {
        ExpressGatewayContainer.Builder container = current == null
                ? ExpressGatewayContainer.builder()
                : ExpressGatewayContainer.builder()
                        .containerPort(current.containerPort())
                        .awsLogsConfiguration(current.awsLogsConfiguration())
                        .repositoryCredentials(current.repositoryCredentials());
        container.image(image.toString());
        settings.containerPort().ifPresent(container::containerPort);
        // An empty list takes out what there is; an absent one may keep it.
        if (settings.command().isPresent() || current != null && current.hasCommand()) {
            container.command(settings.command().orElse(List.of()));
        }
        if (!settings.environment().isEmpty() || current != null && current.hasEnvironment()) {
            container.environment(settings.environment().entrySet().stream()
                    .map(it -> KeyValuePair.builder()
                            .name(it.getKey())
                            .value(it.getValue())
                            .build())
                    .toList());
        }
        if (!settings.secrets().isEmpty() || current != null && current.hasSecrets()) {
            container.secrets(settings.secrets().entrySet().stream()
                    .map(it -> Secret.builder()
                            .name(it.getKey())
                            .valueFrom(it.getValue())
                            .build())
                    .toList());
        }
        return container.build();
    }

    /** Only what the POM names: the rest is ECS's, which may add security groups of its own. */
    private Optional<ExpressGatewayServiceNetworkConfiguration> network(
            ExpressGatewayServiceNetworkConfiguration current) {
        if (settings.subnets().isEmpty() && settings.securityGroups().isEmpty()) {
            return Optional.empty();
        }
        ExpressGatewayServiceNetworkConfiguration.Builder network = ExpressGatewayServiceNetworkConfiguration.builder();
        List<String> there = current == null ? List.of() : current.subnets();
        network.subnets(settings.subnets().isEmpty() ? there : settings.subnets());
        if (!settings.securityGroups().isEmpty()) {
            network.securityGroups(settings.securityGroups());
        }
        return Optional.of(network.build());
    }

    CreateExpressGatewayServiceRequest creation() {
        ExpressGatewayServiceConfiguration wanted =
                over(ExpressGatewayServiceConfiguration.builder().build());
        return CreateExpressGatewayServiceRequest.builder()
                .cluster(service.cluster())
                .serviceName(service.serviceName())
                .executionRoleArn(wanted.executionRoleArn())
                .infrastructureRoleArn(settings.infrastructureRole())
                .taskRoleArn(wanted.taskRoleArn())
                .cpu(wanted.cpu())
                .memory(wanted.memory())
                .healthCheckPath(wanted.healthCheckPath())
                .primaryContainer(wanted.primaryContainer())
                .networkConfiguration(wanted.networkConfiguration())
                .scalingTarget(wanted.scalingTarget())
                .tags(tags.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(it -> Tag.builder()
                                .key(it.getKey())
                                .value(it.getValue())
                                .build())
                        .toList())
                .build();
    }
}
