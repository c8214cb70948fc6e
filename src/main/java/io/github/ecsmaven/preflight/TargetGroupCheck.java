package io.github.ecsmaven.preflight;

import io.github.ecsmaven.aws.AwsReads;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.ecs.TaskOutline;
import io.github.ecsmaven.elb.TargetGroupSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a target group can take the tasks of a service, and how long it takes. */
record TargetGroupCheck(AwsReads reads, ServiceReference service, String arn, TaskOutline tasks) implements Check {
    private static final int BEARABLE_SECONDS = 120;
    private static final int BEARABLE_PART = 30;

    @Override
    public String subject() {
        return "target groups";
    }

    @Override
    public String doing() {
        return "look at target group '" + named() + "'";
    }

    /** The name in an ARN that ends in {@code targetgroup/shop/0a1b2c3d4e5f6071}. */
    private String named() {
        String[] parts = arn.split("/");
        return parts.length == 3 ? parts[1] : arn;
    }

    @Override
    public void look(Report report) {
        Optional<TargetGroupSettings> group = TargetGroupSettings.read(reads, arn);
        if (group.isEmpty()) {
            report.fails(
                    "There is no target group '" + arn + "', which " + service + " registers its tasks with.",
                    "Give the service another one: aws ecs update-service --load-balancers; the target groups there: aws"
                            + " elbv2 describe-target-groups.");
            return;
        }
        lookAtType(group.get(), report);
        lookAtUse(group.get(), report);
        lookAtHealthCheck(group.get(), report);
        lookAtTiming(group.get(), report);
    }

    private void lookAtType(TargetGroupSettings group, Report report) {
        String needed = tasks.awsvpc() ? "ip" : "instance";
        if (!group.targetType().equals(needed)) {
            report.fails(
                    "Target group '" + group.name() + "' takes targets of type " + group.targetType()
                            + ", and tasks of network mode " + tasks.networkMode() + " (" + tasks.name()
                            + ") are of type "
                            + needed + ".",
                    "Create a target group of type " + needed + " (the type of one cannot be changed) and give it to "
                            + service + ", or change networkMode in the task definition.");
        }
    }

    private void lookAtUse(TargetGroupSettings group, Report report) {
        if (group.loadBalancers().isEmpty()) {
            report.warns(
                    "No load balancer forwards to target group '" + group.name() + "': tasks of " + service
                            + " are registered there, never checked, and get no traffic.",
                    "Add a listener rule that forwards to it: aws elbv2 create-rule.");
        }
    }

    private void lookAtHealthCheck(TargetGroupSettings group, Report report) {
        boolean fixed = group.healthCheckPort().matches("[0-9]+");
        if (fixed
                && tasks.awsvpc()
                && tasks.containers().stream()
                        .noneMatch(one -> one.ports().contains(Integer.valueOf(group.healthCheckPort())))) {
            report.warns(
                    "Target group '" + group.name() + "' checks port " + group.healthCheckPort()
                            + ", which no port mapping of task definition " + tasks.name() + " names.",
                    "Set the health check's port to traffic-port (aws elbv2 modify-target-group --health-check-port"
                            + " traffic-port), or make sure that something answers there.");
        }
    }

    private void lookAtTiming(TargetGroupSettings group, Report report) {
        int checks = group.intervalSeconds() * group.healthyThreshold();
        int all = checks + group.drainSeconds();
        if (all > BEARABLE_SECONDS) {
            report.warns(
                    "Target group '" + group.name() + "' alone may cost " + all + " s a deployment: up to " + checks
                            + " s until a new task counts as healthy (" + group.healthyThreshold() + " checks, one in "
                            + group.intervalSeconds() + " s), " + group.drainSeconds()
                            + " s until an old one may go.",
                    remedy(checks, group.drainSeconds()));
        }
    }

    private String remedy(int checks, int drain) {
        List<String> commands = new ArrayList<>();
        if (checks > BEARABLE_PART) {
            commands.add(
                    "aws elbv2 modify-target-group --health-check-interval-seconds 10 --healthy-threshold-count 2");
        }
        if (drain > BEARABLE_PART) {
            commands.add("aws elbv2 modify-target-group-attributes --attributes"
                    + " Key=deregistration_delay.timeout_seconds,Value=30");
        }
        return "Where that is longer than the service needs: " + String.join(", ", commands)
                + ", with --target-group-arn " + arn + ".";
    }
}
