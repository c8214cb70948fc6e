package io.github.ecsmaven.elb;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.ecs.TargetGroups;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Target groups of a session's account and region. Each question is asked once, without a retry, and given up after five seconds: the answer
 * explains a failure and must not hold up its report.
 */
public final class ElbTargetGroups implements TargetGroups {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ElbQuery elb;

    /** Nothing is asked before a method is called. */
    public ElbTargetGroups(AwsSession session) {
        this(session, PATIENCE);
    }

    ElbTargetGroups(AwsSession session, Duration patience) {
        this.elb = new ElbQuery(session, patience);
    }

    @Override
    public List<Target> targets(String targetGroupArn) {
        return ask("read the health of the targets in " + named(targetGroupArn), () -> Elements.members(
                        elb.call("DescribeTargetHealth", Map.of("TargetGroupArn", targetGroupArn)),
                        "TargetHealthDescriptions")
                .stream()
                .map(ElbTargetGroups::target)
                .toList());
    }

    // Paths and not names alone: beside TargetHealth there may be an AdministrativeOverride with a State of its own.
    private static Target target(Element described) {
        return new Target(
                required(described, "Target", "Id"),
                number(described, "Target", "Port"),
                required(described, "TargetHealth", "State"),
                Elements.text(described, "TargetHealth", "Reason").orElse(""),
                Elements.text(described, "TargetHealth", "Description").orElse(""));
    }

    @Override
    public Optional<HealthCheck> healthCheck(String targetGroupArn) {
        return ask("read the health check of " + named(targetGroupArn), () -> Elements.members(
                        elb.call("DescribeTargetGroups", Map.of("TargetGroupArns.member.1", targetGroupArn)),
                        "TargetGroups")
                .stream()
                .findFirst()
                .map(ElbTargetGroups::check)
                .or(() -> {
                    throw unreadable("TargetGroups");
                }));
    }

    private static HealthCheck check(Element group) {
        return new HealthCheck(
                required(group, "HealthCheckProtocol"),
                required(group, "HealthCheckPort"),
                Elements.text(group, "HealthCheckPath"),
                Elements.text(group, "Matcher", "HttpCode").or(() -> Elements.text(group, "Matcher", "GrpcCode")),
                number(group, "HealthCheckIntervalSeconds"),
                number(group, "HealthCheckTimeoutSeconds"),
                number(group, "HealthyThresholdCount"),
                number(group, "UnhealthyThresholdCount"));
    }

    private static String required(Element parent, String... path) {
        return Elements.text(parent, path).orElseThrow(() -> unreadable(String.join("/", path)));
    }

    private static int number(Element parent, String... path) {
        try {
            return Integer.parseInt(required(parent, path));
        } catch (NumberFormatException e) {
            throw unreadable(String.join("/", path));
        }
    }

    private static SdkClientException unreadable(String what) {
        return SdkClientException.create("the answer of Elastic Load Balancing has no readable " + what);
    }

    private <T> T ask(String doing, Callable<T> question) {
        try {
            return elb.within(question);
        } catch (TimeoutException e) {
            throw new ActionableException(
                    "Could not " + doing + ": Elastic Load Balancing did not answer in time.",
                    "Look at the target group's 'Targets' in the console, or ask with aws elbv2 describe-target-health.",
                    e);
        } catch (ExecutionException e) {
            throw explained(doing, e.getCause());
        }
    }

    private static RuntimeException explained(String doing, @Nullable Throwable cause) {
        if (cause instanceof SdkException refusal) {
            return AwsFailures.explain(doing, refusal);
        }
        return cause instanceof ActionableException known ? known : new IllegalStateException("cannot " + doing, cause);
    }

    /** {@code target group 'shop'} of an ARN that ends in {@code targetgroup/shop/0a1b2c3d4e5f6071}. */
    private static String named(String targetGroupArn) {
        String[] parts = targetGroupArn.split("/");
        return "target group '" + (parts.length == 3 ? parts[1] : targetGroupArn) + "'";
    }
}
