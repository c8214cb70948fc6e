package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The attributes of load balancers and target groups, of which the sandbox only keeps account (API reference, "LoadBalancerAttribute"). */
final class LoadBalancerAttributes {
    private static final Map<String, String> DEFAULTS = Map.of(
            "deletion_protection.enabled", "false",
            "idle_timeout.timeout_seconds", "60",
            "routing.http2.enabled", "true",
            "routing.http.drop_invalid_header_fields.enabled", "false",
            "routing.http.desync_mitigation_mode", "defensive",
            "access_logs.s3.enabled", "false",
            "load_balancing.cross_zone.enabled", "true");

    private final ElbSandbox elb;
    private final Map<String, Map<String, String>> byArn = new LinkedHashMap<>();

    LoadBalancerAttributes(ElbSandbox elb) {
        this.elb = elb;
    }

    private Map<String, String> of(String arn) throws AwsError {
        LoadBalancerApi.find(elb, arn);
        return byArn.computeIfAbsent(arn, missing -> new TreeMap<>(DEFAULTS));
    }

    boolean isProtected(String arn) {
        return byArn.getOrDefault(arn, DEFAULTS)
                .get("deletion_protection.enabled")
                .equals("true");
    }

    Xml modify(QueryForm form, Caller caller) throws AwsError {
        String arn = form.required("LoadBalancerArn");
        Map<String, String> wanted = read(form);
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:ModifyLoadBalancerAttributes", arn);
        Map<String, String> attributes = of(arn);
        for (String key : wanted.keySet()) {
            if (!attributes.containsKey(key)) {
                throw ElbErrors.validation("Load balancer attribute key '" + key + "' is not recognized");
            }
        }
        attributes.putAll(wanted);
        return answer(attributes);
    }

    Xml describe(QueryForm form, Caller caller) throws AwsError {
        String arn = form.required("LoadBalancerArn");
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:DescribeLoadBalancerAttributes");
        return answer(of(arn));
    }

    Xml modifyTargetGroup(QueryForm form, Caller caller) throws AwsError {
        String arn = form.required("TargetGroupArn");
        Map<String, String> wanted = read(form);
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:ModifyTargetGroupAttributes", arn);
        TargetGroup group = TargetGroupApi.find(elb, arn);
        for (Map.Entry<String, String> one : wanted.entrySet()) {
            if (!group.attributes().containsKey(one.getKey())) {
                throw ElbErrors.validation("Target group attribute key '" + one.getKey() + "' is not recognized");
            }
            boolean delay = one.getKey().equals("deregistration_delay.timeout_seconds");
            if (delay && !one.getValue().matches("[0-9]{1,3}|[12][0-9]{3}|3[0-5][0-9]{2}|3600")) {
                throw ElbErrors.validation("'" + one.getKey() + "' must be between '0' and '3600' seconds");
            }
        }
        wanted.forEach(group::set);
        return answer(group.attributes());
    }

    private static Map<String, String> read(QueryForm form) throws AwsError {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (QueryForm attribute : form.structures("Attributes")) {
            wanted.put(attribute.required("Key"), attribute.optional("Value").orElse(""));
        }
        return wanted;
    }

    private static Xml answer(Map<String, String> attributes) {
        return new Xml()
                .members("Attributes", List.copyOf(attributes.entrySet()), (xml, one) -> xml.text("Key", one.getKey())
                        .text("Value", one.getValue()));
    }
}
