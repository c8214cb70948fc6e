package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** The resources that IAM checks an ECS action on (Service Authorization Reference, "Actions defined by Amazon ECS"). */
record IamResources(Arns arns) {
    /** The condition key of a role that tasks shall have. */
    static final Map<String, String> TO_TASKS = Map.of("iam:PassedToService", "ecs-tasks.amazonaws.com");

    /** The condition keys of a request. */
    Map<String, String> context(ObjectNode request) {
        return request.has("cluster")
                ? Map.of(
                        "ecs:cluster",
                        arns.cluster(Arns.name(request.path("cluster").asText())))
                : Map.of();
    }

    /** One after the other: the action has to be allowed on each. */
    List<String> of(String operation, ObjectNode request) {
        return switch (operation) {
            case "DescribeServiceDeployments", "DescribeServiceRevisions", "StopServiceDeployment" -> List.of(
                    one(operation, request), serviceOf(one(operation, request)));
            default -> List.of(one(operation, request));
        };
    }

    /** The service that a deployment or revision is one of. */
    private static String serviceOf(String arn) {
        return arn.replaceFirst(":service-(?:deployment|revision)/(.+)/[^/]+$", ":service/$1");
    }

    /** What gets the tags of a request that creates it. */
    String tagged(String operation, ObjectNode request) {
        return switch (operation) {
            case "RegisterTaskDefinition" -> arns.taskDefinition(
                    request.path("family").asText() + ":*");
            case "CreateCluster" -> arns.cluster(request.path("clusterName").asText("default"));
            case "RunTask" -> arns.task(Arns.name(request.path("cluster").asText("default")), "*");
            default -> one(operation, request);
        };
    }

    private String one(String operation, ObjectNode request) {
        String cluster = Arns.name(request.path("cluster").asText("default"));
        return switch (operation) {
            case "RegisterTaskDefinition" -> arns.taskDefinition(
                    request.path("family").asText() + ":*");
            case "CreateService" -> arns.service(
                    cluster, request.path("serviceName").asText());
            case "CreateExpressGatewayService" -> arns.service(
                    cluster, request.path("serviceName").asText("*"));
            case "UpdateExpressGatewayService",
                    "DescribeExpressGatewayService",
                    "DeleteExpressGatewayService" -> request.path("serviceArn").asText();
            case "UpdateService", "DeleteService", "ListServiceDeployments" -> arns.service(
                    cluster, Arns.name(request.path("service").asText()));
            case "DescribeServices" -> arns.service(
                    cluster, Arns.name(request.path("services").path(0).asText()));
            case "DescribeServiceDeployments" -> request.path("serviceDeploymentArns")
                    .path(0)
                    .asText();
            case "DescribeServiceRevisions" -> request.path("serviceRevisionArns")
                    .path(0)
                    .asText();
            case "StopServiceDeployment" -> request.path("serviceDeploymentArn").asText();
            case "TagResource", "UntagResource", "ListTagsForResource" -> request.path("resourceArn")
                    .asText();
            case "DescribeClusters" -> arns.cluster(
                    Arns.name(request.path("clusters").path(0).asText("default")));
            case "DeleteCluster", "UpdateClusterSettings", "PutClusterCapacityProviders" -> arns.cluster(cluster);
            case "RunTask" -> arns.taskDefinition(
                    Arns.name(request.path("taskDefinition").asText()));
            case "DescribeTasks" -> arns.task(
                    cluster, Arns.name(request.path("tasks").path(0).asText()));
            case "StopTask" -> arns.task(cluster, Arns.name(request.path("task").asText()));
            default -> "*";
        };
    }
}
