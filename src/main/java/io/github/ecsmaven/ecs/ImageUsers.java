package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.Awaited;
import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.image.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * Looks in whole clusters for those who need images. Several calls are under way at a time; one that ECS refuses is no failure but
 * something unchecked.
 */
public final class ImageUsers {
    /** ECS lets an account burst a hundred reads of a cluster's resources (ECS API reference, Request throttling). */
    private static final int AT_A_TIME = 6;

    private final EcsClient ecs;

    public ImageUsers(EcsClient ecs) {
        this.ecs = ecs;
    }

    /**
     * Who needs which images: services and what they would go back to, tasks, revisions that are kept. The way back is looked up, at two
     * calls each, for those services alone that run images which matter now.
     *
     * @param matters whether an image is of interest
     */
    public ImageUses find(ImageSearch search, Predicate<ImageReference> matters) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, ImageUsers::daemon);
        try {
            return new Look(search, matters, threads).everything();
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "ecs-image-users");
        thread.setDaemon(true);
        return thread;
    }

    /** One look around. */
    private final class Look {
        private final ImageSearch search;
        private final Predicate<ImageReference> matters;
        private final ExecutorService threads;
        private final List<Future<ImageUses>> uses = new ArrayList<>();
        private ImageUses found = ImageUses.none();

        Look(ImageSearch search, Predicate<ImageReference> matters, ExecutorService threads) {
            this.search = search;
            this.matters = matters;
            this.threads = threads;
        }

        ImageUses everything() {
            Map<ClusterImages, Future<List<Service>>> services = new LinkedHashMap<>();
            for (String name : clusters()) {
                ClusterImages cluster = new ClusterImages(ecs, name);
                services.put(cluster, threads.submit(cluster::services));
                uses.add(threads.submit(() -> checked("the tasks of " + cluster, cluster::tasks)));
            }
            Map<ClusterImages, List<RunningImages>> running = new LinkedHashMap<>();
            services.forEach((cluster, listed) -> running.put(cluster, running(cluster, listed)));
            running.forEach((cluster, some) -> some.forEach(one -> lookBack(cluster, one)));
            uses.forEach(one -> found = found.and(result(one)));
            return found;
        }

        /** What as many services run as one call tells of. */
        private record RunningImages(List<Service> services, Future<Map<String, Set<ImageReference>>> images) {}

        private List<RunningImages> running(ClusterImages cluster, Future<List<Service>> listed) {
            List<Service> services = new ArrayList<>();
            found = found.and(checked("the services of " + cluster, () -> {
                services.addAll(result(listed));
                return ImageUses.none();
            }));
            return ClusterImages.parts(services, ClusterImages.REVISIONS).stream()
                    .map(some -> new RunningImages(some, threads.submit(() -> cluster.running(some))))
                    .toList();
        }

        private void lookBack(ClusterImages cluster, RunningImages running) {
            Map<String, Set<ImageReference>> known = new LinkedHashMap<>();
            found = found.and(checked("the images that services of " + cluster + " run", () -> {
                known.putAll(result(running.images()));
                return cluster.runBy(known);
            }));
            running.services().stream()
                    .filter(service -> known.getOrDefault(service.serviceName(), Set.of()).stream()
                                    .anyMatch(matters)
                            || known.isEmpty())
                    .forEach(service -> uses.add(threads.submit(() -> checked(
                            "what service '" + service.serviceName() + "' in " + cluster + " would go back to",
                            () -> cluster.rollbackOf(service)))));
            running.services().stream()
                    .filter(service -> search.keepsRevisionsOf(cluster.name(), service.serviceName()))
                    .map(service -> new TaskDefinitionArn(service.taskDefinition()).family())
                    .distinct()
                    .forEach(family -> uses.add(threads.submit(() -> checked(
                            "the revisions of '" + family + "' that are kept",
                            () -> cluster.kept(family, search.keepRevisions().orElseThrow())))));
        }

        private List<String> clusters() {
            Set<String> names = new TreeSet<>();
            List<String> clusters = new ArrayList<>(search.named());
            clusters.forEach(cluster -> names.add(ImageSearch.nameOf(cluster)));
            if (search.isEverywhere()) {
                found = found.and(checked("the clusters of the account", () -> {
                    ecs
                            .listClustersPaginator(request -> request.maxResults(ClusterImages.LISTED))
                            .clusterArns()
                            .stream()
                            .filter(arn -> names.add(ImageSearch.nameOf(arn)))
                            .forEach(clusters::add);
                    return ImageUses.none();
                }));
            }
            return clusters;
        }
    }

    private static ImageUses checked(String what, Supplier<ImageUses> look) {
        try {
            return look.get();
        } catch (SdkException e) {
            return ImageUses.unchecked(
                    what, AwsFailures.explain("look at them", e).problem());
        } catch (ActionableException e) {
            return ImageUses.unchecked(what, e.problem());
        }
    }

    private static <T> T result(Future<T> future) {
        return Awaited.result(future, "The look for images that ECS uses");
    }
}
