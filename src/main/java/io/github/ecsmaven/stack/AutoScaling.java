package io.github.ecsmaven.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.stack.LoadBalancing.ExistingListener;
import io.github.ecsmaven.stack.LoadBalancing.ExistingLoadBalancer;
import io.github.ecsmaven.stack.LoadBalancing.ExistingTargetGroup;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scalable target and policy (Application Auto Scaling, "Target tracking scaling policies"). */
final class AutoScaling {
    private final ServiceBlueprint blueprint;

    AutoScaling(ServiceBlueprint blueprint) {
        this.blueprint = blueprint;
    }

    void addTo(Resources resources) {
        blueprint.running().scaling().ifPresent(scaling -> {
            addTarget(resources, scaling);
            addPolicy(resources, scaling.target());
        });
    }

    private void addTarget(Resources resources, Scaling scaling) {
        ObjectNode properties = resources
                .add(Resources.SCALABLE_TARGET, "AWS::ApplicationAutoScaling::ScalableTarget")
                .put("ServiceNamespace", "ecs")
                .put("ScalableDimension", "ecs:service:DesiredCount");
        properties.set(
                "ResourceId",
                Intrinsics.joined(
                        "/",
                        Intrinsics.text("service"),
                        EcsService.cluster(blueprint),
                        Intrinsics.attribute(Resources.SERVICE, "Name")));
        properties.put("MinCapacity", scaling.min()).put("MaxCapacity", scaling.max());
    }

    private void addPolicy(Resources resources, Scaling.Target target) {
        boolean byCpu = target instanceof Scaling.Target.Cpu;
        ObjectNode properties = resources
                .addWithoutTags(Resources.SCALING_POLICY, "AWS::ApplicationAutoScaling::ScalingPolicy")
                .put("PolicyName", byCpu ? "cpu" : "requests")
                .put("PolicyType", "TargetTrackingScaling");
        properties.set("ScalingTargetId", Intrinsics.ref(Resources.SCALABLE_TARGET));
        ObjectNode tracking = properties.putObject("TargetTrackingScalingPolicyConfiguration");
        ObjectNode metric = tracking.putObject("PredefinedMetricSpecification");
        if (target instanceof Scaling.Target.Cpu cpu) {
            tracking.put("TargetValue", cpu.percent());
            metric.put("PredefinedMetricType", "ECSServiceAverageCPUUtilization");
        } else if (target instanceof Scaling.Target.Requests requests) {
            tracking.put("TargetValue", requests.perTarget());
            metric.put("PredefinedMetricType", "ALBRequestCountPerTarget");
            metric.set("ResourceLabel", Intrinsics.joined("/", loadBalancer(), targetGroup()));
        }
    }

    /** Its full name, {@code app/name/id}. */
    private JsonNode loadBalancer() {
        LoadBalancing balancing = blueprint.loadBalancing();
        if (balancing instanceof ExistingLoadBalancer there) {
            return part(LoadBalancing.LOAD_BALANCER, there.arn());
        }
        if (balancing instanceof ExistingListener there) {
            return part(LoadBalancing.LISTENER, there.arn());
        }
        return balancing instanceof ExistingTargetGroup there
                ? part(LoadBalancing.LOAD_BALANCER, there.loadBalancer().orElseThrow())
                : Intrinsics.attribute(Resources.LOAD_BALANCER, "LoadBalancerFullName");
    }

    /** Its full name, {@code targetgroup/name/id}. */
    private JsonNode targetGroup() {
        return blueprint.loadBalancing() instanceof ExistingTargetGroup there
                ? part(LoadBalancing.TARGET_GROUP, there.arn())
                : Intrinsics.attribute(Resources.TARGET_GROUP, "TargetGroupFullName");
    }

    private static JsonNode part(Pattern form, String arn) {
        Matcher matcher = form.matcher(arn);
        if (!matcher.matches()) {
            throw new IllegalStateException("checked before: " + arn);
        }
        return Intrinsics.text(matcher.group(1));
    }
}
