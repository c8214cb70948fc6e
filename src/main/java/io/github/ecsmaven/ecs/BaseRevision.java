package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RuntimePlatform;
import software.amazon.awssdk.services.ecs.model.Tag;

/** The task definition that a new revision starts from. Immutable. */
public final class BaseRevision {
    private final String name;
    private final Optional<RegisteredRevision> registered;
    private final RegisterTaskDefinitionRequest definition;
    private final Function<ImageReference, RegisterTaskDefinitionRequest> definitionFor;
    private final boolean fargate;

    private BaseRevision(
            String name,
            Optional<RegisteredRevision> registered,
            RegisterTaskDefinitionRequest definition,
            Function<ImageReference, RegisterTaskDefinitionRequest> definitionFor,
            boolean onFargateService) {
        this.name = name;
        this.registered = registered;
        this.definition = definition;
        this.definitionFor = definitionFor;
        this.fargate = onFargateService
                || definition.requiresCompatibilitiesAsStrings().contains("FARGATE");
    }

    static BaseRevision of(RegisteredRevision revision, RunningService service) {
        return new BaseRevision(
                revision.arn().name(),
                Optional.of(revision),
                revision.definition(),
                image -> revision.definition(),
                service.runsOnFargate());
    }

    /** The image's placeholders stay in a file's values until the image is known. */
    static BaseRevision ofFile(TaskDefinitionSource.File source, RunningService service) {
        TaskDefinitionFile file = new TaskDefinitionFile(source.path());
        return new BaseRevision(
                source.path().toString(),
                Optional.empty(),
                file.read(Placeholders.of(service, Optional.empty(), source.properties())),
                image -> file.read(Placeholders.of(service, Optional.of(image), source.properties())),
                service.runsOnFargate());
    }

    /**
     * The base in a file, without a look at AWS; whether the service runs on Fargate, and so which sizes it takes, only the file says.
     *
     * @param account where the service is
     * @throws ActionableException when it cannot be read
     */
    public static BaseRevision ofFile(TaskDefinitionSource.File source, ServiceReference service, AwsAccount account) {
        TaskDefinitionFile file = new TaskDefinitionFile(source.path());
        return new BaseRevision(
                source.path().toString(),
                Optional.empty(),
                file.read(Placeholders.of(service, account, Optional.empty(), source.properties())),
                image -> file.read(Placeholders.of(service, account, Optional.of(image), source.properties())),
                false);
    }

    /** What a user calls it: {@code shop:12} or the file's path. */
    public String name() {
        return name;
    }

    /** Its ARN, when it is a registered revision and not a file. */
    public Optional<TaskDefinitionArn> arn() {
        return registered.map(RegisteredRevision::arn);
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
     * Refuses settings that do not fit this base, before anything is built or sent.
     *
     * @throws ActionableException when a container is missing or ambiguous, or the base and the settings contradict each other
     */
    public void requireFits(RevisionSettings settings) {
        new Composition(this, settings).check();
    }

    /**
     * What its tasks use besides the image that is deployed.
     *
     * @param account where the service is
     * @throws ActionableException when a container is missing or ambiguous, or the base and the settings contradict each other
     */
    public TaskResources resources(RevisionSettings settings, AwsAccount account) {
        Composition composition = new Composition(this, settings);
        return TaskResources.of(composition.withoutImage(), composition.outline(account), account);
    }

    /**
     * What its next revision asks of AWS, whatever its size. Where the settings do not fit this base, it is told without them.
     *
     * @param account where the service is
     */
    public TaskOutline outline(RevisionSettings settings, AwsAccount account) {
        try {
            return new Composition(this, settings).outline(account);
        } catch (ActionableException doesNotFit) {
            return TaskOutline.of(definition, this, Optional.empty(), Map.of(), account);
        }
    }

    /** With the image's placeholders still in it, where it is a file. */
    RegisterTaskDefinitionRequest definition() {
        return definition;
    }

    RegisterTaskDefinitionRequest definition(ImageReference image) {
        return definitionFor.apply(image);
    }

    /** What ECS knows of it, when it is not a file. */
    Optional<RegisteredRevision> registered() {
        return registered;
    }

    /** Whether its tasks run on AWS Fargate. */
    boolean isForFargate() {
        return fargate;
    }

    /** A file is the whole truth about its variables; in a revision, those that the plugin once set are the plugin's to remove. */
    RecordedNames recorded(RecordedNames.Kind kind) {
        List<Tag> tags = registered.isPresent() ? definition.tags() : List.of();
        return RecordedNames.of(kind, tags);
    }

    @Override
    public String toString() {
        return name;
    }
}
