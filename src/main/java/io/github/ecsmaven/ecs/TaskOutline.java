package io.github.ecsmaven.ecs;

import io.github.ecsmaven.image.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Secret;

/**
 * What the next revision of a task definition asks of AWS.
 *
 * @param name of the task definition that it starts from: {@code shop:12}, or the file's path
 * @param fargate whether its tasks run on AWS Fargate
 * @param awsvpc whether each task has a network interface of its own
 * @param networkMode in ECS's words; {@code bridge} where none is named
 * @param executionRole ARN of the role that pulls, writes logs and reads secrets
 * @param taskRole ARN of the role that the containers have
 * @param containers its containers
 */
public record TaskOutline(
        String name,
        boolean fargate,
        boolean awsvpc,
        String networkMode,
        Optional<String> executionRole,
        Optional<String> taskRole,
        List<Container> containers) {
    public TaskOutline {
        containers = List.copyOf(containers);
    }

    /**
     * A container.
     *
     * @param image what it runs; empty for the image that is deployed, and where that is not known yet
     * @param logs where it writes to, when that is CloudWatch Logs
     * @param ports ports that its port mappings name
     */
    public record Container(
            String name,
            boolean runsTheImage,
            Optional<ImageReference> image,
            List<UsedSecret> secrets,
            Optional<UsedLogGroup> logs,
            Set<Integer> ports) {}

    /**
     * A value that ECS reads before a container starts.
     *
     * @param where who names it, such as {@code <containerSecrets> DB_PASSWORD} or {@code secret DB_PASSWORD of container app in shop:12}
     * @param source what it is read from
     */
    public record UsedSecret(String where, SecretSource source) {}

    /**
     * A group of CloudWatch Logs that a container writes to.
     *
     * @param created whether the log driver creates it when it is missing
     */
    public record UsedLogGroup(TaskResources.LogGroup group, boolean created) {}

    /** The container of that name. */
    public Optional<Container> container(String wanted) {
        return containers.stream().filter(one -> one.name().equals(wanted)).findFirst();
    }

    static TaskOutline of(
            RegisterTaskDefinitionRequest definition,
            BaseRevision base,
            Optional<String> runsTheImage,
            Map<String, ContainerSettings> set,
            AwsAccount account) {
        String mode = definition.networkModeAsString() == null ? "bridge" : definition.networkModeAsString();
        return new TaskOutline(
                base.name(),
                base.isForFargate(),
                mode.equals("awsvpc"),
                mode,
                Optional.ofNullable(definition.executionRoleArn()).map(account::roleArn),
                Optional.ofNullable(definition.taskRoleArn()).map(account::roleArn),
                definition.containerDefinitions().stream()
                        .map(one -> container(
                                one,
                                base,
                                runsTheImage.filter(one.name()::equals).isPresent(),
                                set.getOrDefault(one.name(), ContainerSettings.NONE),
                                account))
                        .toList());
    }

    private static Container container(
            ContainerDefinition definition,
            BaseRevision base,
            boolean runsTheImage,
            ContainerSettings set,
            AwsAccount account) {
        return new Container(
                definition.name(),
                runsTheImage,
                runsTheImage ? Optional.empty() : TaskResources.image(definition),
                secrets(definition, base, set, account),
                logs(definition, account),
                definition.portMappings().stream()
                        .map(mapping -> mapping.containerPort())
                        .filter(Objects::nonNull)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static List<UsedSecret> secrets(
            ContainerDefinition definition, BaseRevision base, ContainerSettings set, AwsAccount account) {
        String place = " of container " + definition.name() + " in " + base.name();
        Stream<UsedSecret> variables = definition.secrets().stream()
                .map(secret -> used(
                        set.secrets().containsKey(secret.name())
                                ? "<containerSecrets> " + secret.name()
                                : "secret " + secret.name() + place,
                        secret,
                        account));
        Stream<UsedSecret> ofLogs = definition.logConfiguration() == null
                ? Stream.empty()
                : definition.logConfiguration().secretOptions().stream()
                        .map(secret -> used("log option " + secret.name() + place, secret, account));
        Stream<UsedSecret> ofRegistry = Stream.ofNullable(definition.repositoryCredentials())
                .map(credentials -> credentials.credentialsParameter())
                .filter(Objects::nonNull)
                .map(arn -> new UsedSecret("repositoryCredentials" + place, SecretSource.parse(arn, account)));
        return Stream.of(variables, ofLogs, ofRegistry).flatMap(some -> some).toList();
    }

    private static UsedSecret used(String where, Secret secret, AwsAccount account) {
        return new UsedSecret(where, SecretSource.parse(String.valueOf(secret.valueFrom()), account));
    }

    private static Optional<UsedLogGroup> logs(ContainerDefinition definition, AwsAccount account) {
        return LogStreams.group(definition, account.region())
                .map(group -> new UsedLogGroup(
                        group,
                        "true"
                                .equalsIgnoreCase(definition
                                        .logConfiguration()
                                        .options()
                                        .getOrDefault("awslogs-create-group", "false"))));
    }
}
