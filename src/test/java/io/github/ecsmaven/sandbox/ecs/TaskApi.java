package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The operations on tasks. */
final class TaskApi {
    private static final int MOST_DESCRIBED = 100;
    private static final int MOST_STARTED = 10;

    private final Region region;
    private final TaskLife life;
    private final ServiceApi services;
    private final Map<String, Started> startedByToken = new HashMap<>();

    private record Started(ObjectNode request, ObjectNode answer) {}

    TaskApi(Region region, TaskLife life, ServiceApi services) {
        this.region = region;
        this.life = life;
        this.services = services;
    }

    ObjectNode list(ObjectNode request) throws AwsError {
        Cluster cluster = region.cluster(Wire.text(request, "cluster"));
        if (request.hasNonNull("startedBy") && (request.hasNonNull("serviceName") || request.hasNonNull("family"))) {
            throw EcsErrors.invalidParameter("startedBy must be the only filter.");
        }
        String desired = Enumerated.one(request, "desiredStatus", Set.of("RUNNING", "PENDING", "STOPPED"), "RUNNING");
        Predicate<Task> wanted = task -> task.desiredStatus.equals(desired);
        if (request.hasNonNull("serviceName")) {
            Service service = services.find(request, "serviceName");
            wanted = wanted.and(task -> task.service == service);
        }
        Optional<String> family = Wire.text(request, "family");
        Optional<String> startedBy = Wire.text(request, "startedBy");
        Optional<String> launchType = Wire.text(request, "launchType");
        List<TextNode> arns = cluster.tasks.values().stream()
                .filter(wanted)
                .filter(task -> family.map(task.taskDefinition.family::equals).orElse(true))
                .filter(task -> startedBy.map(task.startedBy::equals).orElse(true))
                .filter(task -> launchType
                        .map(task.launch.path("launchType").asText()::equals)
                        .orElse(true))
                .map(task -> TextNode.valueOf(task.arn))
                .toList();
        return Page.answer(request, "taskArns", arns, MOST_DESCRIBED);
    }

    ObjectNode describe(ObjectNode request) throws AwsError {
        Cluster cluster = region.cluster(Wire.text(request, "cluster"));
        List<String> wanted = Wire.list(request, "tasks");
        if (wanted.isEmpty()) {
            throw EcsErrors.invalidParameter("Tasks cannot be empty.");
        }
        if (wanted.size() > MOST_DESCRIBED) {
            throw EcsErrors.invalidParameter("Tasks cannot have more than " + MOST_DESCRIBED + " elements.");
        }
        List<String> include = Enumerated.all(request, "include", Set.of("TAGS"));
        ObjectNode answer = Wire.object();
        ArrayNode tasks = answer.putArray("tasks");
        ArrayNode failures = answer.putArray("failures");
        for (String idOrArn : wanted) {
            find(cluster, idOrArn)
                    .ifPresentOrElse(
                            task -> tasks.add(task.toJson(include)),
                            () -> failures.add(
                                    Wire.failure(region.arns.task(cluster.name, Arns.name(idOrArn)), "MISSING")));
        }
        return answer;
    }

    private Optional<Task> find(Cluster cluster, String idOrArn) {
        boolean elsewhere =
                idOrArn.startsWith("arn:") && !idOrArn.equals(region.arns.task(cluster.name, Arns.name(idOrArn)));
        return elsewhere ? Optional.empty() : Optional.ofNullable(cluster.tasks.get(Arns.name(idOrArn)));
    }

    ObjectNode stop(ObjectNode request) throws AwsError {
        Cluster cluster = region.cluster(Wire.text(request, "cluster"));
        Task task = find(cluster, request.path("task").asText(""))
                .orElseThrow(() -> EcsErrors.invalidParameter("The referenced task was not found."));
        life.stop(task, "UserInitiated", Wire.text(request, "reason").orElse("Task stopped by user"));
        if (task.service != null) {
            services.changed(task.service);
        }
        ObjectNode answer = Wire.object();
        answer.set("task", task.toJson(List.of("TAGS")));
        return answer;
    }

    ObjectNode run(ObjectNode request, Caller caller) throws AwsError {
        Optional<String> token = Wire.text(request, "clientToken");
        if (token.isPresent() && token.get().length() > 64) {
            throw EcsErrors.invalidParameter("clientToken can have at most 64 characters.");
        }
        Started before = startedByToken.get(token.orElse(""));
        if (before != null) {
            if (!before.request().equals(request)) {
                throw EcsErrors.conflict("The RunTask request could not be processed due to conflicts. The provided"
                        + " `clientToken` is already in use with a different `RunTask` request.");
            }
            return before.answer();
        }
        ObjectNode asked = request.deepCopy();
        ObjectNode answer = runOnce(request, caller);
        token.ifPresent(t -> startedByToken.put(t, new Started(asked, answer)));
        return answer;
    }

    private ObjectNode runOnce(ObjectNode request, Caller caller) throws AwsError {
        TaskSpec spec = spec(request);
        spec.taskDefinition().requirePassedRoles(caller);
        int count = request.path("count").asInt(1);
        if (count < 1 || count > MOST_STARTED) {
            throw EcsErrors.invalidParameter("count must be between 1 and " + MOST_STARTED + ".");
        }
        Optional<String> refusal = TaskRoleRules.refusal(region, spec.taskDefinition());
        if (refusal.isPresent()) {
            throw EcsErrors.client(refusal.get());
        }
        ObjectNode answer = Wire.object();
        ArrayNode tasks = answer.putArray("tasks");
        ArrayNode failures = answer.putArray("failures");
        for (int i = 0; i < count; i++) {
            if (region.faults.hasNoCapacity()) {
                failures.addObject()
                        .put(
                                "reason",
                                "Capacity is unavailable at this time. Please try again later or in a different"
                                        + " availability zone");
            } else {
                tasks.add(life.start(spec).toJson(List.of("TAGS")));
            }
        }
        return answer;
    }

    private TaskSpec spec(ObjectNode request) throws AwsError {
        Cluster cluster = region.cluster(Wire.text(request, "cluster"));
        TaskDefinition definition = region.activeTaskDefinition(Wire.text(request, "taskDefinition")
                .orElseThrow(() -> EcsErrors.invalidParameter("TaskDefinition can not be blank.")));
        ServiceRules.checkCommon(request);
        NetworkRules.check(region.vpc, request);
        Enumerated.one(request, "launchType", Set.of("EC2", "FARGATE", "EXTERNAL"), "EC2");
        String startedBy = request.path("startedBy").asText("");
        if (startedBy.length() > 128) {
            throw EcsErrors.invalidParameter("startedBy can have at most 128 characters.");
        }
        ObjectNode settings = ServiceSettings.of(request);
        ServiceRules.checkFit(settings, definition);
        if (!settings.path("launchType").asText().equals("FARGATE") && cluster.containerInstances == 0) {
            throw EcsErrors.invalidParameter("No Container Instances were found in your cluster.");
        }
        ObjectNode overrides = TaskSpec.emptyOverrides();
        if (request.hasNonNull("overrides")) {
            Overrides.check(request.get("overrides"), definition);
            overrides.setAll((ObjectNode) request.get("overrides"));
        }
        return new TaskSpec(
                cluster,
                definition,
                null,
                startedBy,
                Wire.text(request, "group").orElse("family:" + definition.family),
                overrides,
                ServiceSettings.launch(settings, definition),
                ResourceTags.of(request.path("tags")),
                new TreeMap<>());
    }
}
