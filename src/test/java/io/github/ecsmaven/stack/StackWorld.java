package io.github.ecsmaven.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.aws.AwsSettings;
import io.github.ecsmaven.aws.SystemProperties;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.SettableClock;
import io.github.ecsmaven.sandbox.ecs.EcsOptions;
import io.github.ecsmaven.sandbox.ecs.EcsSandbox;
import io.github.ecsmaven.sandbox.ecs.KnownImages;
import io.github.ecsmaven.sandbox.ecs.ScriptedTasks;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecs.EcsClient;

/** Stacks of a sandbox whose clock only the test moves. */
public final class StackWorld implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(250);

    public final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
    public final ScriptedTasks tasks = new ScriptedTasks();
    public final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults()
            .withClock(clock)
            .withService(sandbox -> new EcsSandbox(EcsOptions.in(sandbox)
                    .withTasks(tasks)
                    .withImages(KnownImages.all())
                    .withClock(clock))));
    public final CloudFormationClient cloud = SdkClients.cloudFormation(sandbox);
    public final EcsClient ecs = SdkClients.ecs(sandbox);
    private final SystemProperties properties = new SystemProperties()
            .with("aws.accessKeyId", Identities.CI)
            .with("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
    public final AwsSession session = new AwsSession(new AwsSettings(
            Optional.of("eu-west-1"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(sandbox.endpoint()),
            Optional.empty()));
    public final StackAccount account = StackAccount.of(session, clock, this::pass);
    private Consumer<Duration> meanwhile = time -> {};

    /** Lets time pass; the sandbox does what is to be done meanwhile. */
    public void pass(Duration time) {
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(STEP)) {
            clock.advance(left.compareTo(STEP) < 0 ? left : STEP);
            sandbox.cloudFormation().catchUp();
        }
        meanwhile.accept(time);
    }

    /** Somebody deletes it, who does not know of stacks. */
    public void deleteLogGroup(String name) {
        try (CloudWatchLogsClient logs = SdkClients.logs(sandbox)) {
            logs.deleteLogGroup(r -> r.logGroupName(name));
        }
    }

    /** Somebody changes it, who does not know of stacks. */
    public void retainLogs(String name, int days) {
        try (CloudWatchLogsClient logs = SdkClients.logs(sandbox)) {
            logs.putRetentionPolicy(r -> r.logGroupName(name).retentionInDays(days));
        }
    }

    /** What else happens whenever this plugin lets time pass. */
    public void meanwhile(Consumer<Duration> happens) {
        meanwhile = happens;
    }

    /** Asserts that CloudFormation takes the template for a new stack, and answers the change set. */
    String review(String stack, ServiceBlueprint blueprint) {
        return changeSet(stack, blueprint, ChangeSetType.CREATE);
    }

    private String changeSet(String stack, ServiceBlueprint blueprint, ChangeSetType type) {
        ServiceTemplate template = ServiceTemplate.of(blueprint);
        String id = cloud.createChangeSet(r -> r.stackName(stack)
                        .changeSetName("c" + UUID.randomUUID())
                        .changeSetType(type)
                        .templateBody(template.json())
                        .capabilities(template.capabilities().stream()
                                .map(Capability::fromValue)
                                .toList()))
                .id();
        clock.advance(Duration.ofSeconds(1));
        assertThat(cloud.describeChangeSet(r -> r.changeSetName(id)))
                .as(template.json())
                .matches(it -> it.statusAsString().equals("CREATE_COMPLETE"));
        return id;
    }

    /** The stack once it has come to rest. */
    public Stack create(String stack, ServiceBlueprint blueprint) {
        return execute(stack, changeSet(stack, blueprint, ChangeSetType.CREATE));
    }

    public Stack update(String stack, ServiceBlueprint blueprint) {
        return execute(stack, changeSet(stack, blueprint, ChangeSetType.UPDATE));
    }

    private Stack execute(String stack, String changeSet) {
        cloud.executeChangeSet(r -> r.changeSetName(changeSet));
        return rest(stack);
    }

    public Stack delete(String stack) {
        String id = describe(stack).stackId();
        cloud.deleteStack(r -> r.stackName(stack));
        return rest(id);
    }

    public Stack rest(String stack) {
        for (int second = 0; second < 3600; second++) {
            Stack now = describe(stack);
            if (!now.stackStatusAsString().endsWith("_IN_PROGRESS")) {
                return now;
            }
            clock.advance(Duration.ofSeconds(1));
        }
        throw new AssertionError("not at rest: " + describe(stack));
    }

    public Stack describe(String stack) {
        return cloud.describeStacks(r -> r.stackName(stack)).stacks().get(0);
    }

    public String events(String stack) {
        return cloud.describeStackEventsPaginator(r -> r.stackName(stack)).stackEvents().stream()
                .map(it -> it.logicalResourceId() + " " + it.resourceStatusAsString() + " " + it.resourceStatusReason())
                .collect(Collectors.joining("\n"));
    }

    public String physicalId(String stack, String logicalId) {
        return cloud.describeStackResources(r -> r.stackName(stack).logicalResourceId(logicalId))
                .stackResources()
                .get(0)
                .physicalResourceId();
    }

    static Map<String, String> outputs(Stack stack) {
        return stack.outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    }

    @Override
    public void close() {
        session.close();
        properties.close();
        cloud.close();
        ecs.close();
        sandbox.close();
    }
}
