package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The operations on service deployments and service revisions. */
final class DeploymentApi {
    private static final int MOST_DESCRIBED = 20;

    private final Region region;
    private final Rollout rollout;
    private final ServiceApi services;

    DeploymentApi(Region region, Rollout rollout, ServiceApi services) {
        this.region = region;
        this.rollout = rollout;
        this.services = services;
    }

    ObjectNode list(ObjectNode request) throws AwsError {
        Service service = services.find(request, "service");
        refuseOtherControllers(service);
        List<String> statuses = Enumerated.all(request, "status", ServiceDeployment.STATUSES);
        List<ObjectNode> briefs = visible(service)
                .filter(record -> statuses.isEmpty() || statuses.contains(record.status))
                .filter(record -> isWithin(request.path("createdAt"), record.createdAt))
                .map(record -> record.brief(region.arns))
                .toList();
        return Page.answer(request, "serviceDeployments", briefs, MOST_DESCRIBED);
    }

    private static void refuseOtherControllers(Service service) throws AwsError {
        if (!service.isDeployedByEcs()) {
            throw AwsError.badRequest(
                    "UnsupportedFeatureException",
                    "Service deployments are only for services with the ECS deployment controller.");
        }
    }

    private Stream<ServiceDeployment> visible(Service service) {
        return service.history.stream().filter(record -> record.isVisible(region.now()));
    }

    private static boolean isWithin(JsonNode createdAt, Instant time) {
        boolean tooEarly = createdAt.hasNonNull("after") && time.isBefore(Wire.instant(createdAt.get("after")));
        boolean tooLate = createdAt.hasNonNull("before") && time.isAfter(Wire.instant(createdAt.get("before")));
        return !tooEarly && !tooLate;
    }

    ObjectNode describe(ObjectNode request) throws AwsError {
        ObjectNode answer = Wire.object();
        ArrayNode found = answer.putArray("serviceDeployments");
        ArrayNode failures = answer.putArray("failures");
        for (String arn : arns(request, "serviceDeploymentArns")) {
            find(arn)
                    .ifPresentOrElse(
                            record -> found.add(record.toJson(region.arns)),
                            () -> failures.add(Wire.failure(arn, "MISSING")));
        }
        return answer;
    }

    private Optional<ServiceDeployment> find(String arn) {
        return all().filter(record -> record.arn.equals(arn)).findFirst();
    }

    private Stream<ServiceDeployment> all() {
        return region.clusters.values().stream()
                .flatMap(cluster -> cluster.services.values().stream())
                .flatMap(this::visible);
    }

    private static List<String> arns(ObjectNode request, String member) throws AwsError {
        List<String> arns = Wire.list(request, member);
        if (arns.isEmpty()) {
            throw EcsErrors.invalidParameter(member + " cannot be empty.");
        }
        if (arns.size() > MOST_DESCRIBED) {
            throw EcsErrors.invalidParameter(member + " cannot have more than " + MOST_DESCRIBED + " elements.");
        }
        return arns;
    }

    ObjectNode describeRevisions(ObjectNode request) throws AwsError {
        ObjectNode answer = Wire.object();
        ArrayNode found = answer.putArray("serviceRevisions");
        ArrayNode failures = answer.putArray("failures");
        for (String arn : arns(request, "serviceRevisionArns")) {
            all().map(record -> record.target)
                    .filter(deployment -> deployment.revisionArn(region.arns).equals(arn))
                    .findFirst()
                    .ifPresentOrElse(
                            deployment -> found.add(deployment.revisionJson(region.arns)),
                            () -> failures.add(Wire.failure(arn, "MISSING")));
        }
        return answer;
    }

    /** ROLLBACK is the only kind that there is today (aws.md 2.1). */
    ObjectNode stop(ObjectNode request) throws AwsError {
        String arn = Wire.text(request, "serviceDeploymentArn")
                .orElseThrow(() -> EcsErrors.invalidParameter("serviceDeploymentArn cannot be empty."));
        Enumerated.one(request, "stopType", List.of("ROLLBACK"), "ROLLBACK");
        ServiceDeployment record = find(arn)
                .orElseThrow(() ->
                        AwsError.badRequest("ServiceDeploymentNotFoundException", "Service deployment not found."));
        if (!record.isStoppable()) {
            throw EcsErrors.conflict("The service deployment is " + record.status + " and cannot be stopped.");
        }
        if (record.target.service.lastCompleted == null) {
            throw EcsErrors.conflict("The service has no completed deployment to roll back to.");
        }
        rollout.rollBack(record, "Service deployment rolled back because StopServiceDeployment was called.");
        return Wire.object().put("serviceDeploymentArn", arn);
    }
}
