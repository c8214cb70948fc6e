package io.github.ecsmaven.faults;

import io.github.ecsmaven.sandbox.SdkClients;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/**
 * What a run has left in AWS, in words that are the same in every run.
 *
 * @param image in the repository
 * @param repository of the module
 * @param policy of that repository
 * @param revision the newest one of the service's family
 * @param service what runs, and what is being deployed or made
 */
record WorldState(String image, String repository, String policy, String revision, String service) {
    /** Faults have to be over. */
    static WorldState of(World world) {
        try (EcsClient ecs = SdkClients.ecs(world.sandbox);
                CloudFormationClient cloud = SdkClients.cloudFormation(world.sandbox)) {
            String policy = world.sandbox.ecr().lifecyclePolicy(world.repository);
            boolean kept = world.scene != Scene.NEW_REPOSITORY;
            Optional<String> stack = stack(cloud, world.scene.stack());
            // What it has made by now depends on the moment.
            boolean isChanging =
                    stack.filter(status -> status.endsWith("_IN_PROGRESS")).isPresent();
            return new WorldState(
                    world.sandbox.ecr().image(world.repository, World.NEW_TAG).isPresent() ? "pushed" : "–",
                    world.sandbox.ecr().repository(world.repository).isEmpty() ? "–" : kept ? "kept" : "created",
                    policy == null ? "–" : policy.contains("99") ? "kept" : "put",
                    isChanging ? "…" : revision(ecs, world.scene.family()),
                    Stream.concat(
                                    stack.map(status -> "stack " + status).stream(),
                                    isChanging ? Stream.empty() : Stream.of(running(ecs)))
                            .collect(Collectors.joining(", ")));
        }
    }

    private static String revision(EcsClient ecs, String family) {
        List<String> arns = ecs.listTaskDefinitions(
                        r -> r.familyPrefix(family).sort("DESC").status(TaskDefinitionStatus.ACTIVE))
                .taskDefinitionArns();
        return arns.isEmpty() ? "–" : nameOf(arns.get(0));
    }

    private static String nameOf(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static Optional<String> stack(CloudFormationClient cloud, String name) {
        try {
            return cloud.describeStacks(r -> r.stackName(name)).stacks().stream()
                    .findFirst()
                    .map(Stack::stackStatusAsString);
        } catch (CloudFormationException notThere) {
            return Optional.empty();
        }
    }

    private static String running(EcsClient ecs) {
        return service(ecs).map(WorldState::running).orElse("none");
    }

    private static String running(Service service) {
        Deployment primary = service.deployments().get(0);
        String newest = nameOf(primary.taskDefinition());
        if (primary.rolloutState() == DeploymentRolloutState.COMPLETED) {
            return "runs " + newest;
        }
        return "is being deployed " + newest;
    }

    private static Optional<Service> service(EcsClient ecs) {
        try {
            return ecs.describeServices(r -> r.cluster("prod").services("shop")).services().stream()
                    .filter(service -> service.status().equals("ACTIVE"))
                    .findFirst();
        } catch (ClusterNotFoundException notYet) {
            return Optional.empty();
        }
    }

    /** The image that the primary deployment's revision names, where it has come to its end. */
    static Optional<String> imageThatRuns(World world) {
        try (EcsClient ecs = SdkClients.ecs(world.sandbox)) {
            return service(ecs)
                    .filter(service -> service.deployments().get(0).rolloutState() == DeploymentRolloutState.COMPLETED)
                    .map(service -> ecs.describeTaskDefinition(r -> r.taskDefinition(
                                    service.deployments().get(0).taskDefinition()))
                            .taskDefinition()
                            .containerDefinitions()
                            .get(0)
                            .image());
        }
    }

    /** How many tasks run of as many as are wanted; empty without a service. */
    static Optional<Integer> missingTasks(World world) {
        try (EcsClient ecs = SdkClients.ecs(world.sandbox)) {
            return service(ecs).map(service -> service.desiredCount() - service.runningCount());
        }
    }
}
