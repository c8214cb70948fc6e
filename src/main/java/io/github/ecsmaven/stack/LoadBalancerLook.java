package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsApi;
import io.github.ecsmaven.aws.AwsReads;
import io.github.ecsmaven.aws.QueryAnswer;
import io.github.ecsmaven.stack.LoadBalancing.Front;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Looks at load balancers that are there (Elastic Load Balancing API, version 2015-12-01). */
final class LoadBalancerLook {
    private final AwsReads reads;

    LoadBalancerLook(AwsReads reads) {
        this.reads = reads;
    }

    /** A load balancer, and the VPC that it is in. */
    record Found(Front front, String vpc) {}

    /**
     * The load balancer of that ARN, or of a listener or target group of that ARN.
     *
     * @throws ActionableException when it is not there
     * @throws SdkException when AWS refuses or cannot be reached
     */
    Found find(String arn) {
        if (LoadBalancing.TARGET_GROUP.matcher(arn).matches()) {
            return ofTargetGroup(arn);
        }
        if (LoadBalancing.LISTENER.matcher(arn).matches()) {
            QueryAnswer listener =
                    one("DescribeListeners", "ListenerArns", "Listeners", arn, "<loadBalancer><listener>");
            QueryAnswer balancer = balancer(listener.own("LoadBalancerArn").orElse(""), "<loadBalancer><listener>");
            return found(balancer, url(listener, balancer));
        }
        return found(balancer(arn, "<loadBalancer><arn>"), Optional.empty());
    }

    private Found ofTargetGroup(String arn) {
        QueryAnswer group =
                one("DescribeTargetGroups", "TargetGroupArns", "TargetGroups", arn, "<loadBalancer><targetGroup>");
        List<String> balancers = group.texts("LoadBalancerArns");
        if (balancers.isEmpty()) {
            throw new ActionableException(
                    "No load balancer sends requests to the target group " + arn
                            + ", which <loadBalancer><targetGroup> names.",
                    "Let a listener forward to it, or name a <loadBalancer><listener> for a target group of the service's own.");
        }
        Found found = found(balancer(balancers.get(0), "<loadBalancer><targetGroup>"), Optional.empty());
        return new Found(found.front(), group.own("VpcId").orElse(found.vpc()));
    }

    private QueryAnswer balancer(String arn, String element) {
        return one("DescribeLoadBalancers", "LoadBalancerArns", "LoadBalancers", arn, element);
    }

    private static Found found(QueryAnswer balancer, Optional<String> url) {
        Front front = new Front(balancer.texts("SecurityGroups"), balancer.own("DNSName"), url);
        return new Found(front, balancer.own("VpcId").orElse(""));
    }

    private static Optional<String> url(QueryAnswer listener, QueryAnswer balancer) {
        String scheme = listener.own("Protocol").orElse("").toLowerCase(Locale.ROOT);
        String port = listener.own("Port").orElse("");
        boolean usual = port.equals(scheme.equals("https") ? "443" : "80");
        return balancer.own("DNSName").map(name -> scheme + "://" + name + (usual ? "" : ":" + port) + "/");
    }

    private QueryAnswer one(String action, String parameter, String list, String arn, String element) {
        try {
            return reads
                    .query(AwsApi.ELASTIC_LOAD_BALANCING, action, Map.of(parameter + ".member.1", arn))
                    .list(list)
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> missing(arn, element));
        } catch (SdkException e) {
            if (AwsReads.isRefusedWith(e, "TargetGroupNotFound", "ListenerNotFound", "LoadBalancerNotFound")) {
                throw missing(arn, element);
            }
            throw e;
        }
    }

    private static ActionableException missing(String arn, String element) {
        return new ActionableException(
                "There is no " + arn + ", which " + element + " names.",
                "Correct " + element + ", <region> or the account.");
    }
}
