package io.github.ecsmaven.ecs;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceCurrentRevisionSummary;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/** Looks for those in a cluster who need revisions of a family: several services and single tasks may share one. */
final class RevisionUsers {
    /** As many services as one call describes. */
    private static final int DESCRIBED = 10;

    private static final int LISTED = 100;

    private final EcsClient ecs;
    private final ServiceHistory history;
    private final String cluster;
    private final String family;
    private final Map<String, TaskDefinitionArn> deployed;

    /** @param deployed what services will have by then, by their ARNs, where that is not what they have now */
    RevisionUsers(EcsClient ecs, String cluster, String family, Map<String, TaskDefinitionArn> deployed) {
        this.ecs = ecs;
        this.history = new ServiceHistory(ecs);
        this.cluster = cluster;
        this.family = family;
        this.deployed = deployed;
    }

    /** What they need, with the SDK's own exceptions. */
    RevisionUses uses() {
        List<Service> services = services().toList();
        return services.stream()
                .map(this::byThen)
                .filter(this::isOfFamily)
                .map(this::ofService)
                .reduce(new RevisionUses(ofTasks(groups(services)), Set.of()), RevisionUses::and);
    }

    /** The service as it will be when its deployment has succeeded. */
    private Service byThen(Service now) {
        TaskDefinitionArn revision = deployed.get(now.serviceArn());
        if (revision == null) {
            return now;
        }
        Deployment only = Deployment.builder()
                .status("PRIMARY")
                .taskDefinition(revision.value())
                .build();
        return now.toBuilder()
                .taskDefinition(revision.value())
                .deployments(only)
                .currentServiceRevisions(List.of())
                .build();
    }

    /** What the tasks call themselves after that the deployments replace. */
    private Set<String> groups(List<Service> services) {
        return services.stream()
                .filter(service -> deployed.containsKey(service.serviceArn()))
                .map(service -> "service:" + service.serviceName())
                .collect(Collectors.toSet());
    }

    private Set<TaskDefinitionArn> ofTasks(Set<String> replaced) {
        Stream<ListTasksResponse> pages =
                ecs
                        .listTasksPaginator(request ->
                                request.cluster(cluster).family(family).maxResults(LISTED))
                        .stream();
        return arns(pages.map(ListTasksResponse::taskArns)
                .filter(page -> !page.isEmpty())
                .flatMap(page ->
                        ecs.describeTasks(request -> request.cluster(cluster).tasks(page)).tasks().stream())
                .filter(task -> !replaced.contains(String.valueOf(task.group())))
                .map(Task::taskDefinitionArn));
    }

    private Stream<Service> services() {
        List<String> all =
                ecs.listServicesPaginator(request -> request.cluster(cluster).maxResults(LISTED)).serviceArns().stream()
                        .toList();
        return Stream.iterate(0, from -> from < all.size(), from -> from + DESCRIBED)
                .map(from -> all.subList(from, Math.min(from + DESCRIBED, all.size())))
                .flatMap(some ->
                        ecs.describeServices(request -> request.cluster(cluster).services(some)).services().stream());
    }

    private boolean isOfFamily(Service service) {
        return shown(service).stream().anyMatch(revision -> revision.family().equals(family));
    }

    private static Set<TaskDefinitionArn> shown(Service service) {
        Stream<String> parts = Stream.concat(
                service.deployments().stream().map(Deployment::taskDefinition),
                service.taskSets().stream().map(TaskSet::taskDefinition));
        return arns(Stream.concat(Stream.of(service).map(Service::taskDefinition), parts));
    }

    private RevisionUses ofService(Service service) {
        RevisionUses running = new RevisionUses(shown(service), Set.of());
        return running.and(new RevisionUses(ofServiceRevisions(service), rollbackTarget(service)));
    }

    private Set<TaskDefinitionArn> ofServiceRevisions(Service service) {
        List<String> revisions = service.currentServiceRevisions().stream()
                .map(ServiceCurrentRevisionSummary::arn)
                .toList();
        return revisions.isEmpty()
                ? Set.of()
                : arns(
                        ecs
                                .describeServiceRevisions(request -> request.serviceRevisionArns(revisions))
                                .serviceRevisions()
                                .stream()
                                .map(ServiceRevision::taskDefinition));
    }

    private Set<TaskDefinitionArn> rollbackTarget(Service service) {
        boolean deployedByEcs = service.deploymentController() == null
                || service.deploymentController().type() == DeploymentControllerType.ECS;
        if (!deployedByEcs) {
            return Set.of();
        }
        RunningService running = new RunningService(new ServiceReference(cluster, service.serviceName()), service);
        Optional<TaskDefinitionArn> target =
                history.findLastSuccessBefore(running).flatMap(PastDeployment::revision);
        return target.map(Set::of).orElse(Set.of());
    }

    private static Set<TaskDefinitionArn> arns(Stream<String> texts) {
        return texts.filter(Objects::nonNull).map(TaskDefinitionArn::new).collect(Collectors.toSet());
    }
}
