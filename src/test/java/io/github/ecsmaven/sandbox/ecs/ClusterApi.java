package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The operations on clusters. */
final class ClusterApi {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_-]{0,254}");
    private static final Set<String> INCLUDES =
            Set.of("ATTACHMENTS", "CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS");

    private final Region region;

    ClusterApi(Region region) {
        this.region = region;
    }

    /** Naming a cluster that is there answers with it (API reference: CreateCluster is idempotent by name). */
    ObjectNode create(ObjectNode request) throws AwsError {
        String name = Wire.text(request, "clusterName").orElse("default");
        if (!NAME.matcher(name).matches()) {
            throw EcsErrors.invalidParameter("Identifier was invalid. Cluster name: " + name);
        }
        Cluster cluster = region.clusters.get(name);
        if (cluster == null || cluster.status.equals("INACTIVE")) {
            CapacityProviders.check(request);
            cluster = new Cluster(
                    name, region.arns.cluster(name), ResourceTags.of(request.path("tags")), settings(request));
            CapacityProviders.associate(cluster, request);
            region.clusters.put(name, cluster);
        }
        ObjectNode answer = Wire.object();
        answer.set("cluster", cluster.toJson(List.of("TAGS", "SETTINGS")));
        return answer;
    }

    ObjectNode updateSettings(ObjectNode request) throws AwsError {
        Cluster cluster = active(request);
        cluster.settings = settings(request);
        return answer(cluster);
    }

    ObjectNode putCapacityProviders(ObjectNode request) throws AwsError {
        Cluster cluster = active(request);
        CapacityProviders.check(request);
        CapacityProviders.refuseUsed(cluster, request);
        CapacityProviders.associate(cluster, request);
        return answer(cluster);
    }

    private Cluster active(ObjectNode request) throws AwsError {
        Cluster cluster = region.cluster(Wire.text(request, "cluster"));
        if (!cluster.status.equals("ACTIVE")) {
            throw EcsErrors.clusterNotFound();
        }
        return cluster;
    }

    private static ObjectNode answer(Cluster cluster) {
        ObjectNode answer = Wire.object();
        answer.set("cluster", cluster.toJson(List.of("TAGS", "SETTINGS")));
        return answer;
    }

    /** One that is deleted can be described as INACTIVE for a while (API reference, "DeleteCluster"). */
    ObjectNode delete(ObjectNode request) throws AwsError {
        Cluster cluster = active(request);
        if (cluster.containerInstances > 0) {
            throw AwsError.badRequest(
                    "ClusterContainsContainerInstancesException",
                    "The Cluster cannot be deleted while Container Instances are active or draining.");
        }
        if (cluster.services.values().stream().anyMatch(service -> service.isActive() || service.isDraining())) {
            throw AwsError.badRequest(
                    "ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active.");
        }
        if (cluster.tasks.values().stream().anyMatch(Task::isLive)) {
            throw AwsError.badRequest(
                    "ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.");
        }
        cluster.status = "INACTIVE";
        cluster.services.clear();
        return answer(cluster);
    }

    private static ArrayNode settings(ObjectNode request) {
        ArrayNode settings = Wire.array();
        request.path("settings").forEach(settings::add);
        if (settings.isEmpty()) {
            settings.addObject().put("name", "containerInsights").put("value", "disabled");
        }
        return settings;
    }

    ObjectNode describe(ObjectNode request) throws AwsError {
        List<String> wanted = request.hasNonNull("clusters") ? Wire.list(request, "clusters") : List.of("default");
        if (wanted.size() > 100) {
            throw EcsErrors.invalidParameter("Clusters cannot have more than 100 elements.");
        }
        List<String> include = Enumerated.all(request, "include", INCLUDES);
        ArrayNode found = Wire.array();
        ArrayNode failures = Wire.array();
        for (String nameOrArn : wanted) {
            Optional<Cluster> cluster = region.findCluster(nameOrArn);
            cluster.ifPresentOrElse(
                    c -> found.add(c.toJson(include)),
                    () -> failures.add(Wire.failure(region.arns.cluster(Arns.name(nameOrArn)), "MISSING")));
        }
        ObjectNode answer = Wire.object();
        answer.set("clusters", found);
        answer.set("failures", failures);
        return answer;
    }

    ObjectNode list(ObjectNode request) throws AwsError {
        List<TextNode> arns = region.clusters.values().stream()
                .filter(cluster -> !cluster.status.equals("INACTIVE"))
                .map(cluster -> TextNode.valueOf(cluster.arn))
                .toList();
        return Page.answer(request, "clusterArns", arns, 100);
    }
}
