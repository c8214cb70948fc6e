package io.github.ecsmaven.ecs;

import io.github.ecsmaven.image.ImageReference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/**
 * What tasks of a task definition use in AWS.
 *
 * @param family family that its revisions are registered in
 * @param roles ARNs of the execution role and the task role, as far as there are any
 * @param logGroups where its containers write to
 * @param images what its containers run, as far as that is known by now
 * @param secrets what is read before its containers start
 */
public record TaskResources(
        String family,
        List<String> roles,
        List<LogGroup> logGroups,
        List<ImageReference> images,
        List<SecretSource> secrets) {
    public TaskResources {
        roles = List.copyOf(roles);
        logGroups = List.copyOf(logGroups);
        images = List.copyOf(images);
        secrets = List.copyOf(secrets);
    }

    /**
     * A group of CloudWatch Logs.
     *
     * @param region region that it is in
     * @param name such as {@code /ecs/shop}
     */
    public record LogGroup(String region, String name) {}

    static TaskResources of(RegisterTaskDefinitionRequest definition, TaskOutline outline, AwsAccount account) {
        return new TaskResources(
                definition.family(),
                Stream.of(definition.executionRoleArn(), definition.taskRoleArn())
                        .filter(Objects::nonNull)
                        .map(account::roleArn)
                        .distinct()
                        .toList(),
                definition.containerDefinitions().stream()
                        .flatMap(container -> LogStreams.group(container, account.region()).stream())
                        .distinct()
                        .toList(),
                definition.containerDefinitions().stream()
                        .flatMap(container -> image(container).stream())
                        .distinct()
                        .toList(),
                outline.containers().stream()
                        .flatMap(container -> container.secrets().stream())
                        .map(TaskOutline.UsedSecret::source)
                        .distinct()
                        .toList());
    }

    /** In a file it may be a placeholder still, or nothing at all. */
    static Optional<ImageReference> image(ContainerDefinition container) {
        try {
            return Optional.ofNullable(container.image()).map(ImageReference::parse);
        } catch (IllegalArgumentException notYetOne) {
            return Optional.empty();
        }
    }
}
