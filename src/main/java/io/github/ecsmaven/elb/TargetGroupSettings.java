package io.github.ecsmaven.elb;

import io.github.ecsmaven.aws.AwsApi;
import io.github.ecsmaven.aws.AwsReads;
import io.github.ecsmaven.aws.QueryAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * How a target group takes tasks up and lets them go.
 *
 * @param name its name
 * @param targetType {@code ip}, {@code instance}, {@code lambda} or {@code alb}
 * @param loadBalancers ARNs of the load balancers that forward to it
 * @param healthCheckPort a number, or {@code traffic-port}
 * @param intervalSeconds seconds between two checks of a target
 * @param healthyThreshold checks in a row that make a target healthy
 * @param drainSeconds seconds that a target which goes away keeps its connections
 */
public record TargetGroupSettings(
        String name,
        String targetType,
        List<String> loadBalancers,
        String healthCheckPort,
        int intervalSeconds,
        int healthyThreshold,
        int drainSeconds) {
    private static final String DRAIN = "deregistration_delay.timeout_seconds";
    private static final int USUAL_INTERVAL = 30;
    private static final int USUAL_THRESHOLD = 5;
    private static final int USUAL_DRAIN = 300;

    /**
     * Reads them; empty when there is no such target group. What AWS leaves out is as it is by default (API reference,
     * "CreateTargetGroup", "TargetGroupAttribute").
     *
     * @throws SdkException when AWS refuses or cannot be reached
     */
    public static Optional<TargetGroupSettings> read(AwsReads aws, String arn) {
        try {
            QueryAnswer groups = aws.query(
                    AwsApi.ELASTIC_LOAD_BALANCING, "DescribeTargetGroups", Map.of("TargetGroupArns.member.1", arn));
            return groups.list("TargetGroups").stream()
                    .findFirst()
                    .map(group -> of(
                            group,
                            aws.query(
                                    AwsApi.ELASTIC_LOAD_BALANCING,
                                    "DescribeTargetGroupAttributes",
                                    Map.of("TargetGroupArn", arn))));
        } catch (SdkException e) {
            if (AwsReads.isRefusedWith(e, "TargetGroupNotFound")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static TargetGroupSettings of(QueryAnswer group, QueryAnswer attributes) {
        return new TargetGroupSettings(
                group.own("TargetGroupName").orElse(""),
                group.own("TargetType").orElse("instance"),
                group.texts("LoadBalancerArns"),
                group.own("HealthCheckPort").orElse("traffic-port"),
                group.own("HealthCheckIntervalSeconds").map(Integer::valueOf).orElse(USUAL_INTERVAL),
                group.own("HealthyThresholdCount").map(Integer::valueOf).orElse(USUAL_THRESHOLD),
                attributes.list("Attributes").stream()
                        .filter(one -> one.own("Key").filter(DRAIN::equals).isPresent())
                        .flatMap(one -> one.own("Value").stream())
                        .map(Integer::valueOf)
                        .findFirst()
                        .orElse(USUAL_DRAIN));
    }
}
