package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.aws.RecentReads;
import io.github.ecsmaven.image.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;

/** Reads, composes and registers task definition revisions. */
public final class TaskDefinitions {
    private final EcsClient ecs;
    private final Optional<RecentReads> recent;

    /** Asks ECS every time. */
    public TaskDefinitions(EcsClient ecs) {
        this(ecs, Optional.empty());
    }

    TaskDefinitions(EcsClient ecs, Optional<RecentReads> recent) {
        this.ecs = ecs;
        this.recent = recent;
    }

    /**
     * Reads the base of a new revision.
     *
     * @param service the service that the revision is for
     * @throws ActionableException when the named revision, family or file does not exist, cannot be read, or is inactive
     */
    public BaseRevision read(TaskDefinitionSource source, RunningService service) {
        if (source instanceof TaskDefinitionSource.File file) {
            return BaseRevision.ofFile(file, service);
        }
        return BaseRevision.of(registered(source, service), service);
    }

    /**
     * What is to be registered: the base with the image, the settings and the tags of the request. Nothing is sent.
     *
     * @throws ActionableException when a container is missing or ambiguous, or the request contradicts the base
     */
    public NewRevision compose(BaseRevision base, RevisionRequest request) {
        return new Composition(base, request.settings()).compose(request);
    }

    /**
     * A revision as it is, to be deployed once more.
     *
     * @param container the container that runs the image; absent means the only one, else the only essential one
     * @throws ActionableException when it does not exist or is inactive, or the container is missing or ambiguous
     */
    public NewRevision asItIs(TaskDefinitionArn revision, Optional<String> container, RunningService service) {
        BaseRevision base = read(new TaskDefinitionSource.Arn(revision.value()), service);
        ContainerDefinition chosen = ContainerChoice.in(base, container);
        return new NewRevision(
                base.definition(),
                chosen.name(),
                ImageReference.parse(chosen.image()),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * What is known of a registered revision.
     *
     * @throws ActionableException when it does not exist
     */
    public RunningRevision known(TaskDefinitionArn revision) {
        RegisteredRevision registered = explained(revision.value(), "what is to be looked at");
        Map<String, ImageReference> images = new LinkedHashMap<>();
        registered
                .definition()
                .containerDefinitions()
                .forEach(container -> images.put(container.name(), ImageReference.parse(container.image())));
        Map<String, String> tags = new LinkedHashMap<>();
        registered.definition().tags().forEach(tag -> tags.put(tag.key(), tag.value() == null ? "" : tag.value()));
        return new RunningRevision(registered.arn(), registered.status(), images, tags);
    }

    /**
     * Registers a revision. Not idempotent: each call makes a revision (ECS API reference, RegisterTaskDefinition). Where the identity
     * may tag it, it gets a fingerprint, by which the next comparison with it is exact.
     *
     * @throws ActionableException when ECS refuses it, or the identity may not register it or pass its roles
     */
    public TaskDefinitionArn register(NewRevision revision) {
        try {
            TaskDefinition registered =
                    ecs.registerTaskDefinition(revision.definition()).taskDefinition();
            fingerprint(revision, registered);
            return new TaskDefinitionArn(registered.taskDefinitionArn());
        } catch (ClientException | InvalidParameterException e) {
            throw AwsFailures.isAccessDenied(e) ? denied(revision, e) : refused(revision, e);
        } catch (SdkException e) {
            throw denied(revision, e);
        }
    }

    // The fingerprint is only for comparing: without it the fields are compared, which ECS's defaults may differ in.
    // What
    // the image was made of is only for the names of what changes.
    private void fingerprint(NewRevision requested, TaskDefinition registered) {
        AwsAccount account = AwsAccount.ofArn(registered.taskDefinitionArn());
        Fingerprint fingerprint = Fingerprint.of(
                NormalForm.of(requested.definition(), account),
                NormalForm.of(RegisteredFields.copy(registered, List.of()), account));
        int room = Composition.MAX_TAGS - 1 - requested.definition().tags().size();
        List<Tag> tags = new ArrayList<>(List.of(fingerprint.toTag()));
        requested.content().ifPresent(content -> RecordedContent.toTags(requested.container(), content, room)
                .forEach((key, value) ->
                        tags.add(Tag.builder().key(key).value(value).build())));
        try {
            ecs.tagResource(request ->
                    request.resourceArn(registered.taskDefinitionArn()).tags(tags));
        } catch (SdkException notTagged) {
            return;
        }
    }

    /** What ECS knows under an ARN, {@code family:revision} or family, with the SDK's own exceptions. */
    RegisteredRevision describe(String name) {
        return recent.map(reads -> reads.read("task definition", name, () -> ask(name)))
                .orElseGet(() -> ask(name));
    }

    private RegisteredRevision ask(String name) {
        DescribeTaskDefinitionResponse answer = ecs.describeTaskDefinition(
                request -> request.taskDefinition(name).include(TaskDefinitionField.TAGS));
        return new RegisteredRevision(
                new TaskDefinitionArn(answer.taskDefinition().taskDefinitionArn()),
                RegisteredFields.copy(answer.taskDefinition(), answer.tags()),
                answer.taskDefinition().statusAsString());
    }

    /** The revision that the service runs; it may be inactive, for a running service goes on with it. */
    RegisteredRevision running(RunningService service) {
        return explained(service.taskDefinition().value(), "the revision that " + service.reference() + " runs");
    }

    private RegisteredRevision registered(TaskDefinitionSource source, RunningService service) {
        if (source instanceof TaskDefinitionSource.Family family) {
            return explained(family.name(), "<taskDefinition> (-Decs.taskDefinition) names its family");
        }
        if (source instanceof TaskDefinitionSource.Arn arn) {
            return requireActive(explained(arn.value(), "<taskDefinition> (-Decs.taskDefinition) names it"));
        }
        return running(service);
    }

    private RegisteredRevision explained(String name, String whoNamesIt) {
        try {
            return describe(name);
        } catch (ClientException e) {
            if (AwsFailures.isAccessDenied(e)) {
                throw AwsFailures.explain("read task definition '" + name + "'", e);
            }
            throw new ActionableException(
                    "There is no active task definition '" + name + "' (" + whoNamesIt + "): "
                            + AwsFailures.sentence(e),
                    "Correct the name, the region or the account; the families there: aws ecs"
                            + " list-task-definition-families --status ACTIVE.",
                    e);
        } catch (SdkException e) {
            throw AwsFailures.explain("read task definition '" + name + "'", e);
        }
    }

    private static RegisteredRevision requireActive(RegisteredRevision revision) {
        if (!revision.isActive()) {
            throw new ActionableException(
                    "Task definition " + revision.arn() + " is " + revision.status()
                            + ": it was deregistered, and ECS updates no service to it.",
                    "Set <taskDefinition> (-Decs.taskDefinition) to an ACTIVE revision: aws ecs list-task-definitions"
                            + " --family-prefix " + revision.arn().family()
                            + " --status ACTIVE; or to the family's name for its"
                            + " latest one.");
        }
        return revision;
    }

    private static ActionableException refused(NewRevision revision, AwsServiceException e) {
        return new ActionableException(
                "ECS refused the new revision of task definition '" + revision.family() + "': "
                        + AwsFailures.sentence(e),
                "Correct it in the base (<taskDefinition>, or the revision that runs) or in what the POM sets over it; nothing"
                        + " was changed.",
                e);
    }

    private static ActionableException denied(NewRevision revision, SdkException e) {
        return PassRole.named(
                AwsFailures.explain("register a revision of task definition '" + revision.family() + "'", e), revision);
    }
}
