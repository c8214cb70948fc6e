package io.github.ecsmaven.sandbox.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.JsonService;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Scalable targets and scaling policies of ECS services (Application Auto Scaling API reference). Safe for use by several threads. */
public final class AutoScalingSandbox implements JsonService {
    private static final String ECS = "ecs";
    private static final String DIMENSION = "ecs:service:DesiredCount";
    private static final Set<String> METRICS =
            Set.of("ECSServiceAverageCPUUtilization", "ECSServiceAverageMemoryUtilization", "ALBRequestCountPerTarget");

    private final String account;
    private final String region;
    private final Clock clock;
    /** By resource. */
    private final Map<String, ObjectNode> targets = new LinkedHashMap<>();

    private final Map<String, ObjectNode> policies = new LinkedHashMap<>();

    public AutoScalingSandbox(String account, String region, Clock clock) {
        this.account = account;
        this.region = region;
        this.clock = clock;
    }

    @Override
    public String targetPrefix() {
        return "AnyScaleFrontendService";
    }

    @Override
    public String signingName() {
        return "application-autoscaling";
    }

    @Override
    public boolean isWrite(String operation) {
        return !operation.startsWith("Describe");
    }

    @Override
    public synchronized ObjectNode call(String operation, ObjectNode request, Caller caller) throws AwsError {
        caller.require("application-autoscaling:" + operation, "*");
        if (operation.equals("RegisterScalableTarget") && !request.path("Tags").isEmpty()) {
            caller.require("application-autoscaling:TagResource", "*");
        }
        return switch (operation) {
            case "RegisterScalableTarget" -> register(request);
            case "DeregisterScalableTarget" -> deregister(request);
            case "DescribeScalableTargets" -> describeTargets(request);
            case "PutScalingPolicy" -> putPolicy(request);
            case "DeleteScalingPolicy" -> deletePolicy(request);
            case "DescribeScalingPolicies" -> describePolicies(request);
            default -> throw AwsError.notImplemented("application-autoscaling:" + operation);
        };
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static AwsError invalid(String message) {
        return AwsError.badRequest("ValidationException", message);
    }

    /** The service's resource id, once namespace and dimension are those of ECS. */
    private static String resource(RequestMembers members) throws AwsError {
        if (!members.text("ServiceNamespace").equals(ECS)
                || !members.text("ScalableDimension").equals(DIMENSION)) {
            throw AwsError.notImplemented("scalable targets other than services of ECS");
        }
        String id = members.text("ResourceId");
        if (!id.matches("service/[^/]+/[^/]+")) {
            throw invalid("Unsupported service namespace, resource type or scalable dimension");
        }
        return id;
    }

    private ObjectNode register(ObjectNode request) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "application-autoscaling:RegisterScalableTarget",
                request,
                "ServiceNamespace",
                "ResourceId",
                "ScalableDimension",
                "MinCapacity",
                "MaxCapacity",
                "RoleARN",
                "Tags");
        String id = resource(members);
        ObjectNode target = targets.getOrDefault(id, object()).deepCopy();
        for (String member : List.of("MinCapacity", "MaxCapacity")) {
            members.optionalNumber(member).ifPresent(value -> target.put(member, value));
        }
        if (!target.has("MinCapacity") || !target.has("MaxCapacity")) {
            throw invalid("MinCapacity and MaxCapacity must be specified when a scalable target is registered");
        }
        if (target.path("MinCapacity").asInt() < 0
                || target.path("MinCapacity").asInt()
                        > target.path("MaxCapacity").asInt()) {
            throw invalid("Maximum capacity cannot be less than minimum capacity");
        }
        target.put("ServiceNamespace", ECS).put("ResourceId", id).put("ScalableDimension", DIMENSION);
        String role = "arn:aws:iam::" + account + ":role/aws-service-role/ecs.application-autoscaling.amazonaws.com/"
                + "AWSServiceRoleForApplicationAutoScaling_ECSService";
        target.put("RoleARN", members.optionalText("RoleARN").orElse(role));
        if (!target.has("CreationTime")) {
            target.put("CreationTime", clock.instant().toEpochMilli() / 1000.0);
            target.put("ScalableTargetARN", arn("scalable-target/" + UUID.randomUUID()));
        }
        targets.put(id, target);
        return object().put(
                        "ScalableTargetARN", target.path("ScalableTargetARN").asText());
    }

    private String arn(String path) {
        return "arn:aws:application-autoscaling:" + region + ":" + account + ":" + path;
    }

    private static AwsError noTarget(String id) {
        return AwsError.badRequest(
                "ObjectNotFoundException",
                "No scalable target registered for namespace: " + ECS + ", resource ID: " + id
                        + ", scalable dimension: " + DIMENSION);
    }

    /** Its policies go with it. */
    private ObjectNode deregister(ObjectNode request) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "application-autoscaling:DeregisterScalableTarget",
                request,
                "ServiceNamespace",
                "ResourceId",
                "ScalableDimension");
        String id = resource(members);
        if (targets.remove(id) == null) {
            throw noTarget(id);
        }
        policies.values().removeIf(policy -> policy.path("ResourceId").asText().equals(id));
        return object();
    }

    private ObjectNode describeTargets(ObjectNode request) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "application-autoscaling:DescribeScalableTargets",
                request,
                "ServiceNamespace",
                "ResourceIds",
                "ScalableDimension");
        members.text("ServiceNamespace");
        return found("ScalableTargets", targets, "ResourceId", members.texts("ResourceIds"), "");
    }

    private static ObjectNode found(
            String member, Map<String, ObjectNode> all, String key, List<String> wanted, String resource) {
        ObjectNode answer = object();
        ArrayNode list = answer.putArray(member);
        all.values().stream()
                .filter(one -> wanted.isEmpty() || wanted.contains(one.path(key).asText()))
                .filter(one ->
                        resource.isEmpty() || one.path("ResourceId").asText().equals(resource))
                .forEach(list::add);
        return answer;
    }

    private ObjectNode putPolicy(ObjectNode request) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "application-autoscaling:PutScalingPolicy",
                request,
                "PolicyName",
                "PolicyType",
                "ServiceNamespace",
                "ResourceId",
                "ScalableDimension",
                "TargetTrackingScalingPolicyConfiguration");
        String id = resource(members);
        String name = members.text("PolicyName");
        if (!members.optionalText("PolicyType").orElse("StepScaling").equals("TargetTrackingScaling")) {
            throw AwsError.notImplemented("scaling policies of another type than TargetTrackingScaling");
        }
        checkTracking(request.path("TargetTrackingScalingPolicyConfiguration"));
        if (!targets.containsKey(id)) {
            throw noTarget(id);
        }
        String key = id + "/" + name;
        ObjectNode policy = request.deepCopy();
        ObjectNode before = policies.get(key);
        policy.put(
                "PolicyARN",
                before == null
                        ? "arn:aws:autoscaling:" + region + ":" + account + ":scalingPolicy:" + UUID.randomUUID()
                                + ":resource/ecs/" + id + ":policyName/" + name
                        : before.path("PolicyARN").asText());
        policy.put("CreationTime", clock.instant().toEpochMilli() / 1000.0);
        policies.put(key, policy);
        ObjectNode answer = object().put("PolicyARN", policy.path("PolicyARN").asText());
        answer.putArray("Alarms");
        return answer;
    }

    private static void checkTracking(JsonNode configuration) throws AwsError {
        if (!configuration.path("TargetValue").isNumber()) {
            throw invalid("TargetValue must be specified");
        }
        JsonNode metric = configuration.path("PredefinedMetricSpecification");
        String type = metric.path("PredefinedMetricType").asText("");
        if (!METRICS.contains(type)) {
            throw AwsError.notImplemented("target tracking by another metric than " + METRICS);
        }
        boolean ofRequests = type.equals("ALBRequestCountPerTarget");
        if (ofRequests != metric.has("ResourceLabel")) {
            throw invalid(
                    ofRequests
                            ? "ResourceLabel must be specified for ALBRequestCountPerTarget"
                            : "ResourceLabel cannot be specified for " + type);
        }
        if (ofRequests
                && !metric.path("ResourceLabel").asText().matches("app/[^/]+/[0-9a-f]+/targetgroup/[^/]+/[0-9a-f]+")) {
            throw invalid("The ResourceLabel is not valid: "
                    + metric.path("ResourceLabel").asText());
        }
    }

    private ObjectNode deletePolicy(ObjectNode request) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "application-autoscaling:DeleteScalingPolicy",
                request,
                "PolicyName",
                "ServiceNamespace",
                "ResourceId",
                "ScalableDimension");
        String id = resource(members);
        if (policies.remove(id + "/" + members.text("PolicyName")) == null) {
            throw AwsError.badRequest("ObjectNotFoundException", "No scaling policy found for " + id);
        }
        return object();
    }

    private ObjectNode describePolicies(ObjectNode request) throws AwsError {
        RequestMembers members = RequestMembers.of(
                "application-autoscaling:DescribeScalingPolicies",
                request,
                "PolicyNames",
                "ServiceNamespace",
                "ResourceId",
                "ScalableDimension");
        members.text("ServiceNamespace");
        return found(
                "ScalingPolicies",
                policies,
                "PolicyName",
                members.texts("PolicyNames"),
                members.optionalText("ResourceId").orElse(""));
    }
}
