package io.github.ecsmaven.ecs;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.ECSExpressGatewayService;
import software.amazon.awssdk.services.ecs.model.ExpressGatewayServiceConfiguration;
import software.amazon.awssdk.services.ecs.model.IngressPathSummary;

/** An Express service as it was when it was looked at: as every service, and as what ECS manages. Immutable. */
public final class RunningExpress {
    private final RunningService service;
    private final ECSExpressGatewayService express;

    RunningExpress(RunningService service, ECSExpressGatewayService express) {
        this.service = service;
        this.express = express;
    }

    /** The service itself. */
    public RunningService service() {
        return service;
    }

    /** Its tags. */
    public Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>();
        express.tags().forEach(tag -> tags.put(tag.key(), tag.value() == null ? "" : tag.value()));
        return tags;
    }

    /** ARN of the role that ECS makes load balancer and scaling with; empty where ECS does not say. */
    public Optional<String> infrastructureRole() {
        return Optional.ofNullable(express.infrastructureRoleArn());
    }

    /** Where the service answers; empty while ECS has no endpoint. */
    public Optional<URI> url() {
        return configuration()
                .flatMap(it -> it.ingressPaths().stream().findFirst())
                .map(IngressPathSummary::endpoint)
                .filter(endpoint -> !endpoint.isBlank())
                .map(RunningExpress::withScheme);
    }

    // The API reference says "the endpoint for access to the service"; its answers have a host mostly, and a URL
    // sometimes.
    private static URI withScheme(String endpoint) {
        return URI.create(endpoint.contains("://") ? endpoint : "https://" + endpoint);
    }

    /**
     * What the primary deployment runs. Several configurations may be active during a deployment, and the API reference does not say in
     * which order.
     */
    Optional<ExpressGatewayServiceConfiguration> configuration() {
        return service.primary()
                .flatMap(primary -> express.activeConfigurations().stream()
                        .filter(it -> Deployments.isTargetOf(primary.id(), it.serviceRevisionArn()))
                        .findFirst())
                .or(() -> express.activeConfigurations().stream().findFirst());
    }

    @Override
    public String toString() {
        return service.reference().toString();
    }
}
