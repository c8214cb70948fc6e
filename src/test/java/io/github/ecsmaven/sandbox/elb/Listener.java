package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.query.Xml;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A listener that forwards everything to one target group.
 *
 * @param certificate ARN, with HTTPS only
 * @param forwarder the real port, where ports are opened
 */
record Listener(
        String arn,
        LoadBalancer loadBalancer,
        String protocol,
        int port,
        @Nullable String certificate,
        TargetGroup targetGroup,
        @Nullable TcpForwarder forwarder) {
    // What a listener gets that names no policy (API reference, "CreateListener").
    private static final String DEFAULT_POLICY = "ELBSecurityPolicy-2016-08";

    /** Takes no new connections. */
    void close() {
        targetGroup.noLongerForwardedFrom(loadBalancer.arn());
        if (forwarder != null) {
            forwarder.close();
        }
    }

    void write(Xml xml) {
        xml.text("ListenerArn", arn)
                .text("LoadBalancerArn", loadBalancer.arn())
                .text("Port", port)
                .text("Protocol", protocol);
        if (certificate != null) {
            xml.text("SslPolicy", DEFAULT_POLICY)
                    .members("Certificates", List.of(certificate), (one, it) -> one.text("CertificateArn", it));
        }
        xml.members("DefaultActions", List.of(targetGroup.arn()), (action, group) -> action.text("Type", "forward")
                .text("Order", 1)
                .text("TargetGroupArn", group)
                .element("ForwardConfig", forward -> forward.members(
                                "TargetGroups", List.of(group), (one, it) -> one.text("TargetGroupArn", it)
                                        .text("Weight", 1))
                        .element("TargetGroupStickinessConfig", stickiness -> stickiness.text("Enabled", false))));
    }
}
