package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.query.QueryForm;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The health check of a CreateTargetGroup request, with AWS's defaults and bounds (API reference, "CreateTargetGroup"). */
final class HealthCheckSettings {
    private static final Set<String> PROTOCOLS = Set.of("HTTP", "HTTPS", "TCP");
    private static final Pattern PATH = Pattern.compile("/[!-~]{0,1023}");
    private static final Pattern CODES = Pattern.compile("[2-5][0-9]{2}([,-][2-5][0-9]{2})*");

    private HealthCheckSettings() {}

    /** @param protocol of the target group */
    static HealthCheck read(QueryForm form, String protocol, boolean carriedOut) throws AwsError {
        boolean network = protocol.equals("TCP");
        String checked = form.optional("HealthCheckProtocol").orElse(network ? "TCP" : "HTTP");
        checkProtocol(checked, network, carriedOut);
        refuseOthers(form);
        Optional<String> path = form.optional("HealthCheckPath");
        Optional<QueryForm> matcher = form.structure("Matcher");
        int interval = form.number("HealthCheckIntervalSeconds", 5, 300).orElse(30);
        int timeout = form.number("HealthCheckTimeoutSeconds", 2, 120).orElse(defaultTimeout(checked, network));
        if (interval <= timeout) {
            throw ElbErrors.validation("Health check interval must be greater than the timeout.");
        }
        boolean http = !checked.equals("TCP");
        if (!http && (path.isPresent() || matcher.isPresent())) {
            throw ElbErrors.validation("Health check path and matcher cannot be specified for health checks with TCP");
        }
        return new HealthCheck(
                checked,
                http ? path(path.orElse("/")) : "",
                interval,
                timeout,
                form.number("HealthyThresholdCount", 2, 10).orElse(5),
                form.number("UnhealthyThresholdCount", 2, 10).orElse(2),
                http ? codes(matcher, network) : "");
    }

    /** The check of a group with the members of a ModifyTargetGroup in place of its own. */
    static HealthCheck merge(QueryForm form, TargetGroup group, boolean carriedOut) throws AwsError {
        HealthCheck now = group.healthCheck();
        boolean network = group.settings().protocol().equals("TCP");
        String checked = form.optional("HealthCheckProtocol").orElse(now.protocol());
        checkProtocol(checked, network, carriedOut);
        refuseOthers(form);
        Optional<String> path = form.optional("HealthCheckPath");
        Optional<QueryForm> matcher = form.structure("Matcher");
        int interval = form.number("HealthCheckIntervalSeconds", 5, 300).orElse(now.intervalSeconds());
        int timeout = form.number("HealthCheckTimeoutSeconds", 2, 120).orElse(now.timeoutSeconds());
        if (interval <= timeout) {
            throw ElbErrors.validation("Health check interval must be greater than the timeout.");
        }
        boolean http = !checked.equals("TCP");
        return new HealthCheck(
                checked,
                http ? path(path.orElse(now.path().isEmpty() ? "/" : now.path())) : "",
                interval,
                timeout,
                form.number("HealthyThresholdCount", 2, 10).orElse(now.healthyThreshold()),
                form.number("UnhealthyThresholdCount", 2, 10).orElse(now.unhealthyThreshold()),
                http && matcher.isPresent() ? codes(matcher, network) : now.codes());
    }

    private static int defaultTimeout(String checked, boolean network) {
        return checked.equals("HTTP") ? network ? 6 : 5 : network ? 10 : 5;
    }

    private static void checkProtocol(String checked, boolean network, boolean carriedOut) throws AwsError {
        if (!PROTOCOLS.contains(checked)) {
            throw ElbErrors.validation("Health check protocol '" + checked + "' must be one of 'HTTP, HTTPS, TCP'");
        }
        if (checked.equals("TCP") && !network) {
            throw ElbErrors.validation("Health check protocol 'TCP' is not supported by an application load balancer");
        }
        if (checked.equals("HTTPS") && carriedOut) {
            throw AwsError.notImplemented("health checks with HTTPS of containers");
        }
    }

    private static void refuseOthers(QueryForm form) throws AwsError {
        if (!form.optional("HealthCheckPort").orElse("traffic-port").equals("traffic-port")) {
            throw AwsError.notImplemented("a health check port other than traffic-port");
        }
        if (!form.optional("HealthCheckEnabled").orElse("true").equals("true")) {
            throw ElbErrors.validation(
                    "Health check enabled must be true for target groups with target type 'ip' or" + " 'instance'");
        }
    }

    private static String path(String path) throws AwsError {
        if (!PATH.matcher(path).matches()) {
            throw ElbErrors.validation("Health check path '" + path + "' must begin with a '/' character, and can"
                    + " only contain printable ASCII characters, without spaces");
        }
        return path;
    }

    private static String codes(Optional<QueryForm> matcher, boolean network) throws AwsError {
        String codes = matcher.isPresent() ? matcher.get().required("HttpCode") : network ? "200-399" : "200";
        if (!CODES.matcher(codes).matches()) {
            throw ElbErrors.validation(
                    "Health check matcher HTTP code '" + codes + "' must be within '200-499' inclusive");
        }
        return codes;
    }
}
