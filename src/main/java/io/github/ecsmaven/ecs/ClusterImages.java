package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ecs.ImageUse.Kind;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceCurrentRevisionSummary;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/** Reads which images a cluster needs, with the SDK's own exceptions. */
final class ClusterImages {
    static final int LISTED = 100;

    /** As many services as one call describes. */
    private static final int DESCRIBED = 10;

    /** Services whose revisions are asked for together: one call describes twenty, and a service has one, or two in a deployment. */
    static final int REVISIONS = 10;

    private static final int MOST_REVISIONS = 20;

    private static final String OF_SERVICE = "service:";

    private final EcsClient ecs;
    private final String cluster;

    ClusterImages(EcsClient ecs, String cluster) {
        this.ecs = ecs;
        this.cluster = cluster;
    }

    String name() {
        return cluster;
    }

    /** As it stands in a sentence: {@code cluster 'prod'}. */
    @Override
    public String toString() {
        return "cluster '" + ImageSearch.nameOf(cluster) + "'";
    }

    /** All of its services that are not deleted. */
    List<Service> services() {
        List<String> arns =
                ecs.listServicesPaginator(request -> request.cluster(cluster).maxResults(LISTED)).serviceArns().stream()
                        .toList();
        return parts(arns, DESCRIBED).stream()
                .flatMap(some ->
                        ecs.describeServices(request -> request.cluster(cluster).services(some)).services().stream())
                .filter(service -> !"INACTIVE".equals(service.status()))
                .toList();
    }

    static <T> List<List<T>> parts(List<T> all, int size) {
        return Stream.iterate(0, from -> from < all.size(), from -> from + size)
                .map(from -> all.subList(from, Math.min(from + size, all.size())))
                .toList();
    }

    ImageUses tasks() {
        Stream<ListTasksResponse> pages =
                ecs.listTasksPaginator(request -> request.cluster(cluster).maxResults(LISTED)).stream();
        return ImageUses.of(pages.map(ListTasksResponse::taskArns)
                .filter(page -> !page.isEmpty())
                .flatMap(page ->
                        ecs.describeTasks(request -> request.cluster(cluster).tasks(page)).tasks().stream())
                .flatMap(this::ofTask)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private Stream<ImageUse> ofTask(Task task) {
        String group = String.valueOf(task.group());
        String user = group.startsWith(OF_SERVICE)
                ? user(group.substring(OF_SERVICE.length()))
                : "task " + ImageSearch.nameOf(task.taskArn()) + " in " + this;
        return task.containers().stream()
                .flatMap(container -> pinned(container).stream())
                .map(image -> new ImageUse(user, Kind.TASK, image));
    }

    private static Optional<ImageReference> pinned(Container container) {
        return pinned(container.image(), container.imageDigest());
    }

    private static Optional<ImageReference> pinned(@Nullable String image, @Nullable String digest) {
        Optional<ImageReference> reference = Optional.ofNullable(image).flatMap(ClusterImages::reference);
        return digest == null || !Digest.isDigest(digest)
                ? reference
                : reference.map(it -> it.withDigest(new Digest(digest)));
    }

    /** A name that is none is nobody's image. */
    private static Optional<ImageReference> reference(String text) {
        try {
            return Optional.of(ImageReference.parse(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private String user(String service) {
        return new ServiceReference(cluster, service).toString();
    }

    /** What services run now, by their names: all revisions of a deployment under way. */
    Map<String, Set<ImageReference>> running(List<Service> services) {
        Map<String, List<ImageReference>> byRevision = revisions(services);
        Map<String, Set<ImageReference>> running = new LinkedHashMap<>();
        services.forEach(service -> {
            Set<ImageReference> images = new LinkedHashSet<>();
            revisionsOf(service).forEach(arn -> images.addAll(byRevision.getOrDefault(arn, List.of())));
            if (revisionsOf(service).isEmpty()) {
                shown(service).forEach(revision -> images.addAll(images(revision)));
            }
            running.put(service.serviceName(), images);
        });
        return running;
    }

    private Map<String, List<ImageReference>> revisions(List<Service> services) {
        List<String> arns = services.stream()
                .flatMap(service -> revisionsOf(service).stream())
                .toList();
        Map<String, List<ImageReference>> byArn = new LinkedHashMap<>();
        parts(arns, MOST_REVISIONS)
                .forEach(some -> ecs.describeServiceRevisions(request -> request.serviceRevisionArns(some))
                        .serviceRevisions()
                        .forEach(revision -> byArn.put(
                                revision.serviceRevisionArn(),
                                revision.containerImages().stream()
                                        .flatMap(image -> pinned(image.image(), image.imageDigest()).stream())
                                        .toList())));
        return byArn;
    }

    private static List<String> revisionsOf(Service service) {
        return service.currentServiceRevisions().stream()
                .map(ServiceCurrentRevisionSummary::arn)
                .toList();
    }

    ImageUses runBy(Map<String, Set<ImageReference>> byService) {
        ImageUses all = ImageUses.none();
        for (Map.Entry<String, Set<ImageReference>> one : byService.entrySet()) {
            all = all.and(uses(one.getKey(), Kind.CURRENT, one.getValue()));
        }
        return all;
    }

    private static Set<String> shown(Service service) {
        Set<String> revisions = new LinkedHashSet<>();
        service.deployments().stream().map(Deployment::taskDefinition).forEach(revisions::add);
        service.taskSets().stream().map(TaskSet::taskDefinition).forEach(revisions::add);
        revisions.add(service.taskDefinition());
        revisions.removeIf(Objects::isNull);
        return revisions;
    }

    /** What its circuit breaker, its alarms and {@code ecs:rollback} would go back to. */
    ImageUses rollbackOf(Service service) {
        boolean deployedByEcs = service.deploymentController() == null
                || service.deploymentController().type() == null
                || service.deploymentController().type() == DeploymentControllerType.ECS;
        if (!deployedByEcs) {
            return ImageUses.unchecked(
                    "what " + user(service.serviceName()) + " would go back to",
                    "its deployment controller is "
                            + service.deploymentController().typeAsString() + ".");
        }
        RunningService running = new RunningService(new ServiceReference(cluster, service.serviceName()), service);
        Set<ImageReference> images = new LinkedHashSet<>();
        new ServiceHistory(ecs).wayBack(running).forEach(past -> images.addAll(past.images()));
        return uses(service.serviceName(), Kind.ROLLBACK, images);
    }

    private ImageUses uses(String service, Kind kind, Set<ImageReference> images) {
        return ImageUses.of(images.stream()
                .map(image -> new ImageUse(user(service), kind, image))
                .collect(Collectors.toSet()));
    }

    /** What the newest revisions of a family name. */
    ImageUses kept(String family, int keep) {
        Set<ImageUse> uses = new LinkedHashSet<>();
        newest(family, keep).forEach(revision -> images(revision.value())
                .forEach(image -> uses.add(new ImageUse("revision " + revision.name(), Kind.KEPT, image))));
        return ImageUses.of(uses);
    }

    private List<TaskDefinitionArn> newest(String family, int keep) {
        return ecs
                .listTaskDefinitionsPaginator(request -> request.familyPrefix(family)
                        .status(TaskDefinitionStatus.ACTIVE)
                        .sort(SortOrder.DESC)
                        .maxResults(Math.min(LISTED, keep)))
                .taskDefinitionArns()
                .stream()
                .map(TaskDefinitionArn::new)
                // The filter's name says prefix, its description says full name.
                .filter(revision -> revision.family().equals(family))
                .limit(keep)
                .toList();
    }

    private List<ImageReference> images(String revision) {
        List<ImageReference> images = new ArrayList<>();
        ecs
                .describeTaskDefinition(request -> request.taskDefinition(revision))
                .taskDefinition()
                .containerDefinitions()
                .stream()
                .map(ContainerDefinition::image)
                .flatMap(image -> pinned(image, null).stream())
                .forEach(images::add);
        return images;
    }
}
