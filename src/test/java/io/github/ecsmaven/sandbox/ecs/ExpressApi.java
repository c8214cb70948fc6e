package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operations on Express services (API reference of the four). Their deployments are rolling ones with circuit breaker and rollback, as that
 * reference says; the Developer Guide has them as canary deployments, whose bake times the sandbox does not wait for.
 */
final class ExpressApi {
    private static final Map<String, String> TO_ECS = Map.of("iam:PassedToService", "ecs.amazonaws.com");
    private static final String CONTAINER = "Main";

    private final Region region;
    private final Rollout rollout;
    private final TaskDefinitionApi taskDefinitions;

    ExpressApi(Region region, Rollout rollout, TaskDefinitionApi taskDefinitions) {
        this.region = region;
        this.rollout = rollout;
        this.taskDefinitions = taskDefinitions;
    }

    ObjectNode create(ObjectNode request, Caller caller) throws AwsError {
        ExpressRules.checkNew(request);
        ExpressInfrastructure infrastructure = infrastructure();
        String roleArn = request.get("infrastructureRoleArn").asText();
        caller.require("iam:PassRole", roleArn, TO_ECS);
        Cluster cluster = cluster(Wire.text(request, "cluster"));
        String name = Wire.text(request, "serviceName")
                .orElseGet(() -> "express-" + Arns.newHex().substring(0, 8));
        refuseSecond(cluster.services.get(name));
        String logGroup =
                "/aws/ecs/" + cluster.name + "/" + name + "-" + Arns.newHex().substring(0, 4);
        ObjectNode configuration = withDefaults(chosen(request, Wire.object()), infrastructure, logGroup);
        Caller role = infrastructure.assume(roleArn);
        TaskDefinition definition = register(cluster, name, configuration, caller);
        Service service = new Service(
                cluster,
                name,
                region.arns.service(cluster.name, name),
                region.now(),
                caller.arn(),
                ResourceTags.of(request.path("tags")),
                Wire.object());
        ExpressInfrastructure.Made made = infrastructure.create(service, configuration, logGroup, role);
        service.express = new ExpressService(roleArn, made);
        service.express.keep(definition, configuration);
        ExpressService express = service.express;
        service.whenRolledBack = to -> infrastructure.restore(service, made, express.configuration(to), role);
        service.settings.setAll(ServiceSettings.of(serviceRequest(configuration, made)));
        service.desiredCount =
                configuration.path("scalingTarget").path("minTaskCount").asInt();
        cluster.services.put(name, service);
        rollout.deploy(service, definition, ServiceSettings.launch(service.settings, definition));
        return answer(service, List.of("TAGS"));
    }

    private ExpressInfrastructure infrastructure() throws AwsError {
        if (region.express.isEmpty()) {
            throw EcsErrors.notImplemented("Express services without load balancers");
        }
        return region.express.get();
    }

    /** The cluster named default is made with the first service (Developer Guide, "Resources created by Amazon ECS Express Mode services"). */
    private Cluster cluster(Optional<String> nameOrArn) throws AwsError {
        String name = Arns.name(nameOrArn.orElse("default"));
        Cluster known = region.findCluster(nameOrArn.orElse("default"))
                .filter(one -> !one.status.equals("INACTIVE"))
                .orElse(null);
        if (known == null && name.equals("default")) {
            known = new Cluster(name, region.arns.cluster(name), ResourceTags.of(Wire.array()), Wire.array());
            region.clusters.put(name, known);
        }
        if (known == null) {
            throw EcsErrors.clusterNotFound();
        }
        return known;
    }

    private static void refuseSecond(@Nullable Service existing) throws AwsError {
        if (existing != null && existing.isActive()) {
            throw EcsErrors.invalidParameter("Creation of service was not idempotent.");
        }
        if (existing != null && existing.isDraining()) {
            throw EcsErrors.invalidParameter("Unable to Start a service that is still Draining.");
        }
    }

    /** The members of a request over those of the configuration before. */
    private static ObjectNode chosen(ObjectNode request, ObjectNode before) {
        ObjectNode configuration = before.deepCopy();
        ExpressService.CONFIGURED.stream()
                .filter(request::hasNonNull)
                .forEach(member -> configuration.set(member, request.get(member).deepCopy()));
        return configuration;
    }

    /** The defaults of the API reference; that of maxTaskCount is not documented. */
    private static ObjectNode withDefaults(
            ObjectNode configuration, ExpressInfrastructure infrastructure, String logGroup) throws AwsError {
        putIfAbsent(configuration, "healthCheckPath", "/ping");
        putIfAbsent(configuration, "cpu", "256");
        putIfAbsent(configuration, "memory", "512");
        ObjectNode container = configuration.withObject("/primaryContainer");
        if (!container.has("containerPort")) {
            container.put("containerPort", 80);
        }
        ObjectNode logging = container.withObject("/awsLogsConfiguration");
        putIfAbsent(logging, "logGroup", logGroup);
        putIfAbsent(logging, "logStreamPrefix", "ecs");
        ObjectNode scaling = configuration.withObject("/scalingTarget");
        putIfAbsent(scaling, "autoScalingMetric", "AVERAGE_CPU");
        putIfAbsent(scaling, "minTaskCount", 1);
        putIfAbsent(
                scaling,
                "maxTaskCount",
                Math.max(20, scaling.path("minTaskCount").asInt()));
        putIfAbsent(scaling, "autoScalingTargetValue", 60);
        ObjectNode network = configuration.withObject("/networkConfiguration");
        if (network.path("subnets").isEmpty()) {
            network.set("subnets", Wire.texts(infrastructure.defaultSubnets()));
        }
        return configuration;
    }

    private static void putIfAbsent(ObjectNode node, String member, String value) {
        if (!node.hasNonNull(member)) {
            node.put(member, value);
        }
    }

    private static void putIfAbsent(ObjectNode node, String member, int value) {
        if (!node.hasNonNull(member)) {
            node.put(member, value);
        }
    }

    /** Family and name of the container are ECS's own choice, and not documented in the API reference. */
    private TaskDefinition register(Cluster cluster, String name, ObjectNode configuration, Caller caller)
            throws AwsError {
        ObjectNode primary = configuration.withObject("/primaryContainer");
        ObjectNode request =
                Wire.object().put("family", cluster.name + "-" + name).put("networkMode", "awsvpc");
        request.putArray("requiresCompatibilities").add("FARGATE");
        for (String member : List.of("cpu", "memory", "executionRoleArn", "taskRoleArn")) {
            Wire.putText(request, member, Wire.text(configuration, member).orElse(null));
        }
        ObjectNode container = request.putArray("containerDefinitions").addObject();
        container.put("name", CONTAINER).put("essential", true);
        container.put("image", primary.path("image").asText());
        container.putArray("portMappings").addObject().set("containerPort", primary.path("containerPort"));
        for (String member : List.of("command", "environment", "secrets")) {
            if (primary.hasNonNull(member)) {
                container.set(member, primary.get(member));
            }
        }
        ObjectNode logging = container.putObject("logConfiguration").put("logDriver", "awslogs");
        logging.putObject("options")
                .put("awslogs-region", region.arns.region())
                .put(
                        "awslogs-group",
                        primary.path("awsLogsConfiguration").path("logGroup").asText())
                .put(
                        "awslogs-stream-prefix",
                        primary.path("awsLogsConfiguration")
                                .path("logStreamPrefix")
                                .asText("ecs"));
        String arn = taskDefinitions
                .register(request, caller)
                .path("taskDefinition")
                .path("taskDefinitionArn")
                .asText();
        return region.activeTaskDefinition(arn);
    }

    private static ObjectNode serviceRequest(ObjectNode configuration, ExpressInfrastructure.Made made) {
        ObjectNode request = Wire.object().put("launchType", "FARGATE");
        ObjectNode vpc = request.putObject("networkConfiguration").putObject("awsvpcConfiguration");
        vpc.setAll((ObjectNode) configuration.path("networkConfiguration").deepCopy());
        vpc.put("assignPublicIp", "ENABLED");
        request.putArray("loadBalancers")
                .addObject()
                .put("targetGroupArn", made.targetGroup())
                .put("containerName", CONTAINER)
                .put(
                        "containerPort",
                        configuration
                                .path("primaryContainer")
                                .path("containerPort")
                                .asInt());
        request.putObject("deploymentConfiguration")
                .putObject("deploymentCircuitBreaker")
                .put("enable", true)
                .put("rollback", true);
        return request;
    }

    ObjectNode describe(ObjectNode request) throws AwsError {
        Service service = find(request)
                .orElseThrow(
                        () -> AwsError.badRequest("ResourceNotFoundException", "The specified resource wasn't found."));
        return answer(service, Enumerated.all(request, "include", Set.of("TAGS")));
    }

    private Optional<Service> find(ObjectNode request) throws AwsError {
        String arn = Wire.text(request, "serviceArn")
                .orElseThrow(() -> EcsErrors.invalidParameter("serviceArn cannot be empty."));
        return region.clusters.values().stream()
                .flatMap(cluster -> cluster.services.values().stream())
                .filter(service -> service.arn.equals(arn) && service.express != null)
                .findFirst();
    }

    private ObjectNode answer(Service service, List<String> include) {
        ObjectNode answer = Wire.object();
        ExpressService express = Objects.requireNonNull(service.express);
        ObjectNode json = answer.putObject("service")
                .put("cluster", service.cluster.name)
                .put("serviceName", service.name)
                .put("serviceArn", service.arn)
                .put("infrastructureRoleArn", express.infrastructureRole);
        json.putObject("status").put("statusCode", service.status);
        service.latest()
                .filter(record -> !record.isOver() && record.isVisible(region.now()))
                .ifPresent(record -> json.put("currentDeployment", record.arn));
        ArrayNode active = json.putArray("activeConfigurations");
        service.deployments.forEach(deployment -> active.add(express.toJson(deployment, region.arns)));
        if (include.contains("TAGS")) {
            json.set("tags", service.tags.toJson());
        }
        json.put("createdAt", Wire.epoch(service.createdAt)).put("updatedAt", Wire.epoch(updatedAt(service)));
        return answer;
    }

    private static Instant updatedAt(Service service) {
        return service.latest().map(record -> record.createdAt).orElse(service.createdAt);
    }

    /** Members that the request does not have stay, and those that it has are replaced as a whole: neither is documented. */
    ObjectNode update(ObjectNode request, Caller caller) throws AwsError {
        Service service = find(request).orElseThrow(EcsErrors::serviceNotFound);
        if (!service.isActive()) {
            throw EcsErrors.serviceNotActive();
        }
        ExpressRules.checkCommon(request);
        ExpressService express = Objects.requireNonNull(service.express);
        ExpressInfrastructure infrastructure = infrastructure();
        Caller role = infrastructure.assume(express.infrastructureRole);
        ObjectNode before = express.configuration(Objects.requireNonNull(service.taskDefinition));
        ObjectNode configuration = withDefaults(chosen(request, before), infrastructure, express.made.logGroup());
        TaskDefinition definition = register(service.cluster, service.name, configuration, caller);
        express.keep(definition, configuration);
        infrastructure.update(service, express.made, configuration, role);
        service.settings.setAll(ServiceSettings.merge(service.settings, serviceRequest(configuration, express.made)));
        service.desiredCount = Math.max(
                service.desiredCount,
                configuration.path("scalingTarget").path("minTaskCount").asInt());
        rollout.deploy(service, definition, ServiceSettings.launch(service.settings, definition));
        return updated(service, express);
    }

    private ObjectNode updated(Service service, ExpressService express) {
        ObjectNode answer = Wire.object();
        ObjectNode json = answer.putObject("service")
                .put("serviceArn", service.arn)
                .put("cluster", service.cluster.name)
                .put("serviceName", service.name);
        json.putObject("status").put("statusCode", service.status);
        json.set("targetConfiguration", express.toJson(service.deployments.get(0), region.arns));
        json.put("createdAt", Wire.epoch(service.createdAt)).put("updatedAt", Wire.epoch(region.now()));
        return answer;
    }

    ObjectNode delete(ObjectNode request) throws AwsError {
        Service service = find(request).orElseThrow(EcsErrors::serviceNotFound);
        if (!service.isActive()) {
            throw EcsErrors.serviceNotActive();
        }
        ExpressService express = Objects.requireNonNull(service.express);
        ExpressInfrastructure infrastructure = infrastructure();
        service.whenInactive = () -> infrastructure.remove(service, express);
        service.status = "DRAINING";
        service.desiredCount = 0;
        rollout.reconcile(service);
        return answer(service, List.of("TAGS"));
    }
}
