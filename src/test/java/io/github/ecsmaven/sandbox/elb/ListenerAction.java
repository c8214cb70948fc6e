package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a listener or rule does with a request (API reference, "Action"). */
sealed interface ListenerAction {
    /** Everything goes to one target group. */
    record Forward(TargetGroup group) implements ListenerAction {}

    /** @param settings members of RedirectConfig with their defaults */
    record Redirect(Map<String, String> settings) implements ListenerAction {}

    /** @param settings members of FixedResponseConfig */
    record Fixed(Map<String, String> settings) implements ListenerAction {}

    /** @param groups by ARN */
    static ListenerAction read(List<QueryForm> actions, TargetGroups groups) throws AwsError {
        if (actions.size() != 1) {
            throw ElbErrors.validation("A listener must have one default action");
        }
        QueryForm action = actions.get(0);
        action.number("Order", 1, 50000);
        String type = action.required("Type");
        return switch (type) {
            case "forward" -> new Forward(group(forwardedTo(action), groups));
            case "redirect" -> redirect(action);
            case "fixed-response" -> fixed(action);
            default -> throw AwsError.notImplemented("listeners' actions of type " + type);
        };
    }

    private static TargetGroup group(String arn, TargetGroups groups) throws AwsError {
        ElbArns.check("targetgroup", "target group", arn);
        return groups.find(arn)
                .orElseThrow(() -> ElbErrors.of("TargetGroupNotFound", "One or more target groups not found"));
    }

    /** The one target group, in either of the two ways to say so. */
    private static String forwardedTo(QueryForm action) throws AwsError {
        Optional<QueryForm> forward = action.structure("ForwardConfig");
        if (forward.isEmpty()) {
            return action.required("TargetGroupArn");
        }
        List<QueryForm> groups = forward.get().structures("TargetGroups");
        if (groups.size() != 1) {
            throw AwsError.notImplemented("actions that forward to several target groups");
        }
        groups.get(0).number("Weight", 0, 999);
        String arn = groups.get(0).required("TargetGroupArn");
        if (!action.optional("TargetGroupArn").orElse(arn).equals(arn)) {
            throw ElbErrors.of(
                    "InvalidLoadBalancerAction", "TargetGroupArn and ForwardConfig must name the same target group");
        }
        return arn;
    }

    private static Redirect redirect(QueryForm action) throws AwsError {
        QueryForm config = action.structure("RedirectConfig")
                .orElseThrow(
                        () -> ElbErrors.of("InvalidLoadBalancerAction", "A redirect action needs a RedirectConfig"));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("Protocol", config.optional("Protocol").orElse("#{protocol}"));
        settings.put("Port", config.optional("Port").orElse("#{port}"));
        settings.put("Host", config.optional("Host").orElse("#{host}"));
        settings.put("Path", config.optional("Path").orElse("/#{path}"));
        settings.put("Query", config.optional("Query").orElse("#{query}"));
        String code = config.required("StatusCode");
        settings.put("StatusCode", code);
        if (!Set.of("HTTP_301", "HTTP_302").contains(code)) {
            throw ElbErrors.validation("The redirect status code '" + code + "' must be one of 'HTTP_301, HTTP_302'");
        }
        if (!Set.of("HTTP", "HTTPS", "#{protocol}").contains(settings.get("Protocol"))) {
            throw ElbErrors.of("InvalidLoadBalancerAction", "The redirect protocol must be HTTP, HTTPS or #{protocol}");
        }
        boolean loops = settings.get("Protocol").equals("#{protocol}")
                && settings.get("Port").equals("#{port}")
                && settings.get("Host").equals("#{host}")
                && settings.get("Path").equals("/#{path}");
        if (loops) {
            throw ElbErrors.of(
                    "InvalidLoadBalancerAction", "The RedirectConfig is not valid because it creates a loop");
        }
        return new Redirect(settings);
    }

    private static Fixed fixed(QueryForm action) throws AwsError {
        QueryForm config = action.structure("FixedResponseConfig")
                .orElseThrow(() ->
                        ElbErrors.of("InvalidLoadBalancerAction", "A fixed response needs a FixedResponseConfig"));
        Map<String, String> settings = new LinkedHashMap<>();
        String code = config.required("StatusCode");
        if (!code.matches("[245][0-9]{2}")) {
            throw ElbErrors.validation("The status code '" + code + "' must be 2XX, 4XX or 5XX");
        }
        settings.put("StatusCode", code);
        config.optional("ContentType").ifPresent(type -> settings.put("ContentType", type));
        config.optional("MessageBody").ifPresent(body -> settings.put("MessageBody", body));
        return new Fixed(settings);
    }

    /** The target group, if this forwards to one. */
    default Optional<TargetGroup> target() {
        return this instanceof Forward forward ? Optional.of(forward.group()) : Optional.empty();
    }

    default void write(Xml xml) {
        if (this instanceof Forward forward) {
            String arn = forward.group().arn();
            xml.text("Type", "forward")
                    .text("Order", 1)
                    .text("TargetGroupArn", arn)
                    .element("ForwardConfig", config -> config.members(
                                    "TargetGroups", List.of(arn), (one, it) -> one.text("TargetGroupArn", it)
                                            .text("Weight", 1))
                            .element("TargetGroupStickinessConfig", stickiness -> stickiness.text("Enabled", false)));
        } else if (this instanceof Redirect redirect) {
            xml.text("Type", "redirect").text("Order", 1).element("RedirectConfig", config -> redirect.settings()
                    .forEach(config::text));
        } else if (this instanceof Fixed fixed) {
            xml.text("Type", "fixed-response")
                    .text("Order", 1)
                    .element("FixedResponseConfig", config -> fixed.settings().forEach(config::text));
        }
    }
}
