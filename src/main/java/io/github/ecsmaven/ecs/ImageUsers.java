package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    /** Who needs which images: services and what they would go back to, tasks, revisions that are kept. */
    public ImageUses find(ImageSearch search) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, ImageUsers::daemon);
        try {
            return new Look(search, threads).everything();
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
        private final ExecutorService threads;
        private ImageUses found = ImageUses.none();

        Look(ImageSearch search, ExecutorService threads) {
            this.search = search;
            this.threads = threads;
        }

        ImageUses everything() {
            List<ClusterImages> clusters = clusters().stream()
                    .map(name -> new ClusterImages(ecs, name))
                    .toList();
            Map<ClusterImages, Future<List<Service>>> services = new LinkedHashMap<>();
            List<Future<ImageUses>> uses = new ArrayList<>();
            clusters.forEach(cluster -> {
                services.put(cluster, threads.submit(cluster::services));
                uses.add(threads.submit(() -> checked("the tasks of " + cluster, cluster::tasks)));
            });
            services.forEach((cluster, listed) -> uses.addAll(ofServices(cluster, listed)));
            uses.forEach(one -> found = found.and(result(one)));
            return found;
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

        private List<Future<ImageUses>> ofServices(ClusterImages cluster, Future<List<Service>> listed) {
            List<Service> services = new ArrayList<>();
            found = found.and(checked("the services of " + cluster, () -> {
                services.addAll(result(listed));
                return ImageUses.none();
            }));
            Map<String, Future<ImageUses>> byFamily = new LinkedHashMap<>();
            List<Future<ImageUses>> uses = new ArrayList<>();
            services.forEach(service -> {
                String name = "service '" + service.serviceName() + "' in " + cluster;
                uses.add(threads.submit(() -> checked("the images of " + name, () -> cluster.runBy(service))));
                uses.add(threads.submit(
                        () -> checked("what " + name + " would go back to", () -> cluster.rollbackOf(service))));
                if (search.keepsRevisionsOf(cluster.name(), service.serviceName())) {
                    String family = new TaskDefinitionArn(service.taskDefinition()).family();
                    byFamily.computeIfAbsent(
                            family,
                            it -> threads.submit(() -> checked(
                                    "the revisions of '" + family + "' that are kept",
                                    () -> cluster.kept(
                                            family, search.keepRevisions().orElseThrow()))));
                }
            });
            uses.addAll(byFamily.values());
            return uses;
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
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionableException("The look for images that ECS uses was interrupted.", "Run it again.", e);
        }
    }
}
