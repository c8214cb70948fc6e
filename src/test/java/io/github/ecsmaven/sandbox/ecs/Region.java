package io.github.ecsmaven.sandbox.ecs;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.sandbox.elb.TargetGroups;
import io.github.ecsmaven.sandbox.logs.LogsSandbox;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one account holds in one region, with the clock it lives by. Guarded by the lock of {@link EcsSandbox}. */
final class Region {
    private static final String DEFAULT_CLUSTER = "default";

    final Arns arns;
    final Timeline timeline;
    final ImageResolver images;
    final TaskRunner runner;
    final TargetGroups targetGroups;
    final Vpc vpc;
    final TaskRoles roles;
    final LogsSandbox logs;
    final Optional<ExpressInfrastructure> express;
    final Faults faults = new Faults();
    final Map<String, Cluster> clusters = new TreeMap<>();
    final Map<String, TaskDefinitionFamily> families = new TreeMap<>();
    final Map<String, ServiceEndpoint> endpoints = new LinkedHashMap<>();
    Timing timing;

    Region(EcsOptions options) {
        this.arns = new Arns(options.account(), options.region());
        this.timeline = new Timeline(options.clock().instant());
        this.images = options.images();
        this.runner = options.tasks();
        this.targetGroups = options.targetGroups();
        this.vpc = options.vpc();
        this.roles = options.roles();
        this.logs = options.logs();
        this.express = options.express();
        this.timing = options.timing();
    }

    Instant now() {
        return timeline.now();
    }

    /** @param nameOrArn absent for the cluster named default */
    Cluster cluster(Optional<String> nameOrArn) throws AwsError {
        return findCluster(nameOrArn.orElse(DEFAULT_CLUSTER)).orElseThrow(EcsErrors::clusterNotFound);
    }

    Optional<Cluster> findCluster(String nameOrArn) {
        if (!arns.mayBe("cluster", nameOrArn)) {
            return Optional.empty();
        }
        return Optional.ofNullable(clusters.get(Arns.name(nameOrArn)));
    }

    /** @param reference {@code family}, {@code family:revision} or ARN; a family alone is its latest active revision */
    Optional<TaskDefinition> findTaskDefinition(String reference) {
        if (!arns.mayBe("task-definition", reference)) {
            return Optional.empty();
        }
        String name = Arns.name(reference);
        int colon = name.indexOf(':');
        TaskDefinitionFamily family = families.get(colon < 0 ? name : name.substring(0, colon));
        if (family == null) {
            return Optional.empty();
        }
        return colon < 0 ? family.latestActive() : family.revision(name.substring(colon + 1));
    }

    /** A revision that may be run. */
    TaskDefinition activeTaskDefinition(String reference) throws AwsError {
        TaskDefinition found =
                findTaskDefinition(reference).orElseThrow(() -> EcsErrors.client("TaskDefinition not found."));
        if (!found.isActive()) {
            throw EcsErrors.taskDefinitionInactive();
        }
        return found;
    }
}
