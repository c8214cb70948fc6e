package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.List;
import java.util.Set;

/** Capacity providers of clusters and services: those of Fargate alone (API reference, "PutClusterCapacityProviders", "CreateService"). */
final class CapacityProviders {
    private static final Set<String> KNOWN = Set.of("FARGATE", "FARGATE_SPOT");
    private static final String STRATEGY = "capacityProviderStrategy";

    private CapacityProviders() {}

    /** What is wrong with a request that associates providers with a cluster. */
    static void check(ObjectNode request) throws AwsError {
        List<String> associated = Wire.list(request, "capacityProviders");
        for (String provider : associated) {
            if (!KNOWN.contains(provider)) {
                throw EcsErrors.invalidParameter("The specified capacity provider '" + provider + "' is not valid."
                        + " Specify a valid capacity provider and try again.");
            }
        }
        for (JsonNode item : request.path("defaultCapacityProviderStrategy")) {
            refuseOther(associated, item);
        }
    }

    private static void refuseOther(List<String> associated, JsonNode item) throws AwsError {
        if (!associated.contains(item.path("capacityProvider").asText())) {
            throw EcsErrors.invalidParameter(
                    "The specified capacity provider strategy cannot contain a capacity provider"
                            + " that is not associated with the cluster. Associate the capacity provider with the cluster and"
                            + " try again.");
        }
    }

    static void associate(Cluster cluster, ObjectNode request) {
        cluster.capacityProviders = list(request, "capacityProviders");
        cluster.defaultStrategy = list(request, "defaultCapacityProviderStrategy");
    }

    private static ArrayNode list(ObjectNode request, String member) {
        ArrayNode list = Wire.array();
        request.path(member).forEach(list::add);
        return list;
    }

    static void refuseUsed(Cluster cluster, ObjectNode request) throws AwsError {
        List<String> associated = Wire.list(request, "capacityProviders");
        for (Service service : cluster.services.values()) {
            for (JsonNode item : service.settings.path(STRATEGY)) {
                if (service.isActive()
                        && !associated.contains(item.path("capacityProvider").asText())) {
                    throw AwsError.badRequest(
                            "ResourceInUseException",
                            "The specified capacity provider is in use and cannot be removed.");
                }
            }
        }
    }

    /** A new service without launch type gets the cluster's strategy, if it has one. */
    static void choose(Cluster cluster, ObjectNode request) throws AwsError {
        boolean own = !request.path(STRATEGY).isEmpty();
        if (own && request.hasNonNull("launchType")) {
            throw EcsErrors.invalidParameter("Specifying both a launch type and capacity provider strategy is not"
                    + " supported. Remove one and try again.");
        }
        if (!own && !request.hasNonNull("launchType") && !cluster.defaultStrategy.isEmpty()) {
            request.set(STRATEGY, cluster.defaultStrategy.deepCopy());
        }
        if (!request.path(STRATEGY).isEmpty()) {
            check(cluster, request.path(STRATEGY));
            request.put("launchType", "FARGATE");
        }
    }

    private static void check(Cluster cluster, JsonNode strategy) throws AwsError {
        List<String> associated = Wire.list(Wire.object().set("list", cluster.capacityProviders), "list");
        int based = 0;
        int weights = 0;
        for (JsonNode item : strategy) {
            refuseOther(associated, item);
            based += item.path("base").asInt(0) > 0 ? 1 : 0;
            weights += item.path("weight").asInt(strategy.size() == 1 ? 1 : 0);
        }
        if (based > 1) {
            throw EcsErrors.invalidParameter(
                    "A capacity provider strategy can have only one capacity provider with a base defined.");
        }
        if (weights == 0) {
            throw EcsErrors.invalidParameter("The specified capacity provider strategy needs at least one capacity"
                    + " provider with a weight greater than zero.");
        }
    }

    static void change(Service service, ObjectNode request) throws AwsError {
        if (!request.has(STRATEGY)) {
            return;
        }
        if (!service.isOnFargate()) {
            throw EcsErrors.notImplemented("a capacity provider strategy for a service of another launch type");
        }
        if (!request.path(STRATEGY).isEmpty()) {
            check(service.cluster, request.path(STRATEGY));
        }
    }
}
