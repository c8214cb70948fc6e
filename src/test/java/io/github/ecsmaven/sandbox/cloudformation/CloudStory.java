package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.SettableClock;
import io.github.ecsmaven.sandbox.ecs.EcsOptions;
import io.github.ecsmaven.sandbox.ecs.EcsSandbox;
import io.github.ecsmaven.sandbox.ecs.KnownImages;
import io.github.ecsmaven.sandbox.ecs.ScriptedTasks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.ecs.EcsClient;

/** The stack shop of a sandbox whose clock only the story moves, seen through the SDK's clients. */
final class CloudStory implements AutoCloseable {
    static final String SHOP = "shop";

    private static final ObjectMapper JSON = new ObjectMapper();

    final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
    final ScriptedTasks tasks = new ScriptedTasks();
    final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults()
            .withClock(clock)
            .withService(sandbox -> new EcsSandbox(EcsOptions.in(sandbox)
                    .withTasks(tasks)
                    .withImages(KnownImages.all())
                    .withClock(clock))));
    final CloudFormationClient cloud = SdkClients.cloudFormation(sandbox);
    final EcsClient ecs = SdkClients.ecs(sandbox);

    /** The template of everything that there is. */
    static ObjectNode shop() {
        return template("shop");
    }

    static ObjectNode template(String name) {
        String file = "/cloudformation/templates/" + name + ".json";
        try (InputStream in = CloudStory.class.getResourceAsStream(file)) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A template of one resource. */
    static ObjectNode single(String type, String properties) {
        ObjectNode template = JSON.createObjectNode();
        template.putObject("Resources")
                .putObject("Thing")
                .put("Type", type)
                .set("Properties", JsonText.parse(properties));
        return template;
    }

    static ObjectNode properties(JsonNode template, String resource) {
        return (ObjectNode) template.path("Resources").path(resource).path("Properties");
    }

    static Parameter image(String tag) {
        return Parameter.builder()
                .parameterKey("Image")
                .parameterValue("shop:" + tag)
                .build();
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    /** Lets seconds pass, and asks after each. */
    void passSlowly(int seconds) {
        for (int second = 0; second < seconds; second++) {
            pass(Duration.ofSeconds(1));
            stack();
        }
    }

    /** Answers its ARN once it is there or failed. */
    String changeSet(JsonNode template, boolean creation, Consumer<CreateChangeSetRequest.Builder> more) {
        CreateChangeSetRequest.Builder request = CreateChangeSetRequest.builder()
                .stackName(SHOP)
                .changeSetName("c" + UUID.randomUUID())
                .changeSetType(creation ? "CREATE" : "UPDATE")
                .templateBody(template.toString())
                .capabilities(Capability.CAPABILITY_IAM);
        if (template.path("Parameters").has("Image")) {
            request.parameters(image("1"));
        }
        more.accept(request);
        String id = cloud.createChangeSet(request.build()).id();
        pass(Duration.ofSeconds(1));
        return id;
    }

    DescribeChangeSetResponse described(String changeSet) {
        return cloud.describeChangeSet(r -> r.changeSetName(changeSet).includePropertyValues(true));
    }

    /** Executes it, and answers the stack once it has come to rest. */
    Stack execute(String changeSet) {
        cloud.executeChangeSet(r -> r.changeSetName(changeSet));
        return rest();
    }

    /** Lets time pass until the stack has come to rest, at most an hour. */
    Stack rest() {
        for (int second = 0; second < 3600; second++) {
            Stack stack = stack();
            if (!stack.stackStatusAsString().endsWith("_IN_PROGRESS")) {
                return stack;
            }
            pass(Duration.ofSeconds(1));
        }
        throw new AssertionError("not at rest: " + stack());
    }

    /** The last stack of that name, even when it is deleted. */
    Stack stack() {
        return cloud.describeStacks(r -> r.stackName(lastId())).stacks().get(0);
    }

    private String lastId() {
        List<io.github.ecsmaven.sandbox.cloudformation.Stack> all = sandbox.cloudFormation().stacks;
        return all.get(all.size() - 1).id;
    }

    Stack create(JsonNode template) {
        return execute(changeSet(template, true, r -> {}));
    }

    Stack update(JsonNode template) {
        return execute(changeSet(template, false, r -> {}));
    }

    Stack updateImage(JsonNode template, String tag) {
        return execute(changeSet(template, false, r -> r.parameters(image(tag))));
    }

    Stack delete() {
        cloud.deleteStack(r -> r.stackName(SHOP));
        return rest();
    }

    /** The oldest first, such as {@code LogGroup CREATE_COMPLETE}; a reason stands behind a colon. */
    List<String> events() {
        List<StackEvent> newestFirst =
                cloud.describeStackEventsPaginator(r -> r.stackName(lastId())).stackEvents().stream()
                        .toList();
        List<StackEvent> oldestFirst = new java.util.ArrayList<>(newestFirst);
        java.util.Collections.reverse(oldestFirst);
        return oldestFirst.stream()
                .map(event -> event.logicalResourceId() + " " + event.resourceStatusAsString()
                        + (event.resourceStatusReason() == null ? "" : ": " + event.resourceStatusReason()))
                .toList();
    }

    List<String> eventsAfter(int skipped) {
        List<String> all = events();
        return all.subList(skipped, all.size());
    }

    String physicalId(String logicalId) {
        return cloud.describeStackResources(r -> r.stackName(SHOP).logicalResourceId(logicalId))
                .stackResources()
                .get(0)
                .physicalResourceId();
    }

    @Override
    public void close() {
        cloud.close();
        ecs.close();
        sandbox.close();
    }
}
