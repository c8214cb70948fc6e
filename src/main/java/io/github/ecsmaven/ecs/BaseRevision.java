package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Platform;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RuntimePlatform;
import software.amazon.awssdk.services.ecs.model.Tag;

/** The task definition that a new revision starts from. Immutable. */
public final class BaseRevision {
    private final String name;
    private final Optional<TaskDefinitionArn> arn;
    private final RegisterTaskDefinitionRequest definition;
    private final boolean fargate;

    BaseRevision(
            String name,
            Optional<TaskDefinitionArn> arn,
            RegisterTaskDefinitionRequest definition,
            boolean onFargateService) {
        this.name = name;
        this.arn = arn;
        this.definition = definition;
        this.fargate = onFargateService
                || definition.requiresCompatibilitiesAsStrings().contains("FARGATE");
    }

    /** What a user calls it: {@code shop:12} or the file's path. */
    public String name() {
        return name;
    }

    /** Its ARN, when it is a registered revision and not a file. */
    public Optional<TaskDefinitionArn> arn() {
        return arn;
    }

    /** The family that new revisions are registered in. */
    public String family() {
        return definition.family();
    }

    /** Names of its containers, in order. */
    public List<String> containers() {
        return definition.containerDefinitions().stream()
                .map(ContainerDefinition::name)
                .toList();
    }

    /**
     * What its tasks run on. Fargate runs {@code linux/amd64} unless the runtime platform says otherwise; on instances of EC2 an
     * absent runtime platform means whatever the instance is, so that nothing is known.
     */
    public Optional<Platform> platform() {
        RuntimePlatform runtime = definition.runtimePlatform();
        String os = runtime == null ? null : runtime.operatingSystemFamilyAsString();
        String processor = runtime == null ? null : runtime.cpuArchitectureAsString();
        if (!fargate && processor == null) {
            return Optional.empty();
        }
        boolean windows = os != null && os.startsWith("WINDOWS");
        return Optional.of(Platform.of(windows ? "windows" : "linux", processor == null ? "X86_64" : processor, ""));
    }

    /**
     * Refuses an image that the tasks could not execute.
     *
     * @param images what the image runs on: one platform, or several for an index; none where that is not known
     * @throws ActionableException when the tasks run on none of them
     */
    public void requireRunnable(List<Platform> images) {
        if (images.isEmpty()) {
            return;
        }
        String image = images.stream().map(Platform::toString).collect(Collectors.joining(" and "));
        platform()
                .filter(task -> images.stream().noneMatch(each -> runs(task, each)))
                .ifPresent(task -> {
                    String processor = task.architecture().equals("arm64") ? "ARM64" : "X86_64";
                    throw new ActionableException(
                            "The image is " + image + ", but task definition " + name + " runs on " + task + " ("
                                    + processor + "): its containers would end with 'exec format error'.",
                            "Set <platform>" + task + "</platform> (-Decs.platform=" + task
                                    + ") and build again, or change the"
                                    + " task definition's runtimePlatform.cpuArchitecture.");
                });
    }

    private static boolean runs(Platform task, Platform image) {
        return task.os().equals(image.os()) && task.architecture().equals(image.architecture());
    }

    /**
     * Refuses a base without the container that is to run the image.
     *
     * @param container its name; absent means the only one, else the only essential one
     * @throws ActionableException when it is missing or ambiguous
     */
    public void requireContainer(Optional<String> container) {
        ContainerChoice.in(this, container);
    }

    RegisterTaskDefinitionRequest definition() {
        return definition;
    }

    /** A file is the whole truth about its variables; in a revision, those that the plugin once set are the plugin's to remove. */
    RecordedEnvironment recordedEnvironment() {
        List<Tag> tags = arn.isPresent() ? definition.tags() : List.of();
        return RecordedEnvironment.of(tags);
    }

    @Override
    public String toString() {
        return name;
    }
}
