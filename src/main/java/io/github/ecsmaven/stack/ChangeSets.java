package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.Sleeper;
import io.github.ecsmaven.aws.AwsFailures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.OperationEvent;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** Makes, executes and deletes change sets. Each has a name of its own, by which it is known for one of ours. */
final class ChangeSets {
    private static final String PREFIX = "ecs-maven-plugin-";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final Supplier<CloudFormationClient> client;
    private final Clock clock;
    private final Sleeper sleeper;

    ChangeSets(Supplier<CloudFormationClient> client, Clock clock, Sleeper sleeper) {
        this.client = client;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * A change set as CloudFormation made it.
     *
     * @param id its ARN
     * @param stackId ARN of its stack, which the first one of a stack makes
     * @param empty whether there is nothing to do
     * @param changes all that would be done
     */
    record Made(String id, String stackId, boolean empty, List<Change> changes) {}

    /**
     * Makes one and waits until CloudFormation knows what it does. One that fails is deleted again.
     *
     * @throws SdkException when AWS refuses
     * @throws ActionableException when CloudFormation does not take the template
     */
    Made make(StackRequest request, ChangeSetType type) {
        String unique = UUID.randomUUID().toString();
        // The token makes a call that is repeated for a lost answer harmless.
        CreateChangeSetResponse created = client.get().createChangeSet(r -> r.stackName(request.name())
                .changeSetName(PREFIX + unique)
                .clientToken(unique)
                .changeSetType(type)
                .templateBody(request.template())
                .capabilities(request.capabilities().stream()
                        .map(Capability::fromValue)
                        .toList())
                .tags(request.tags().entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList()));
        try {
            return ready(request, created);
        } catch (RuntimeException e) {
            delete(created.id());
            throw e;
        }
    }

    private Made ready(StackRequest request, CreateChangeSetResponse created) {
        Instant end = clock.instant().plus(PATIENCE);
        Duration pause = FIRST_PAUSE;
        while (clock.instant().isBefore(end)) {
            DescribeChangeSetResponse seen = describe(created.id(), null);
            if (seen.status() == ChangeSetStatus.CREATE_COMPLETE) {
                return new Made(created.id(), created.stackId(), false, changes(created.id(), seen));
            }
            if (seen.status() == ChangeSetStatus.FAILED) {
                return failed(request, created, seen);
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        throw new ActionableException(
                "CloudFormation has not said within " + PATIENCE.toMinutes() + " minutes what would change in stack '"
                        + request.name() + "'.",
                "Run it again; see https://health.aws.amazon.com if that does not help.");
    }

    private void pause(Duration time) {
        try {
            sleeper.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionableException(
                    "The wait for CloudFormation's change set was interrupted; nothing was changed.",
                    "Run the same command again.",
                    e);
        }
    }

    private List<Change> changes(String id, DescribeChangeSetResponse first) {
        List<Change> changes = new ArrayList<>(first.changes());
        for (String next = first.nextToken(); next != null; ) {
            DescribeChangeSetResponse page = describe(id, next);
            changes.addAll(page.changes());
            next = page.nextToken();
        }
        return changes;
    }

    private DescribeChangeSetResponse describe(String id, @Nullable String next) {
        return client.get()
                .describeChangeSet(
                        r -> r.changeSetName(id).includePropertyValues(true).nextToken(next));
    }

    private Made failed(StackRequest request, CreateChangeSetResponse created, DescribeChangeSetResponse seen) {
        String reason = seen.statusReason() == null ? "" : seen.statusReason();
        // There is no other sign than these sentences (user guide, "Create change sets", troubleshooting).
        if (reason.contains("didn't contain changes") || reason.contains("No updates are to be performed")) {
            delete(created.id());
            return new Made(created.id(), created.stackId(), true, List.of());
        }
        throw StackWords.refusedTemplate(request, reason, validationErrors(created.id()));
    }

    /** What CloudFormation finds before anything is done: properties that are wrong, names that are taken. */
    private List<String> validationErrors(String id) {
        try {
            return client
                    .get()
                    .describeEvents(r -> r.changeSetName(id).filters(f -> f.failedEvents(true)))
                    .operationEvents()
                    .stream()
                    .filter(event -> event.validationStatusReason() != null)
                    .map(ChangeSets::inWords)
                    .distinct()
                    .toList();
        } catch (SdkException notTold) {
            return List.of();
        }
    }

    private static String inWords(OperationEvent event) {
        String name = event.logicalResourceId() == null ? "" : event.logicalResourceId();
        String type = event.resourceType() == null ? "" : " (" + event.resourceType() + ")";
        return name + type + ": " + event.validationStatusReason();
    }

    /** @param token known from the events that it brings */
    void execute(String id, String token) {
        client.get().executeChangeSet(r -> r.changeSetName(id).clientRequestToken(token));
    }

    /** Never fails: one that stays changes nothing, and goes with the next that is executed. */
    void delete(String id) {
        try {
            client.get().deleteChangeSet(r -> r.changeSetName(id));
        } catch (SdkException staysBehind) {
            return;
        }
    }

    /** Whether a stack without resources, which has no tags yet, was made for nothing but change sets of ours. */
    boolean areAllOurs(DeployedStack stack) {
        try {
            return client.get().listChangeSets(r -> r.stackName(stack.id())).summaries().stream()
                    .allMatch(one -> one.changeSetName().startsWith(PREFIX));
        } catch (SdkException e) {
            throw AwsFailures.explain("list the change sets of " + stack, e);
        }
    }

    /** The tag that a call is known by, in events say. */
    static String newToken() {
        return PREFIX + UUID.randomUUID();
    }

    static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
