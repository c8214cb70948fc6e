package io.github.ecsmaven.sandbox.ecs;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Docker mode: every task is a group of real containers of a Docker Engine. All of them carry {@link #LABEL} and go on {@link #close()}. */
public final class DockerTasks implements TaskRunner {
    /** Label of every container that a sandbox started; its value is the sandbox's process id. */
    public static final String LABEL = "io.github.ecsmaven.sandbox";

    private static final long CLOSING_SECONDS = 30;

    private final DockerClient docker;
    private final ImagePuller puller;
    private final ExecutorService threads = Executors.newCachedThreadPool(DockerTasks::daemon);
    private final Set<DockerTask> tasks = ConcurrentHashMap.newKeySet();

    private DockerTasks(DockerClient docker, ImagePuller puller) {
        this.docker = docker;
        this.puller = puller;
    }

    /** Talks to the engine of {@code DOCKER_HOST}, else of {@code unix:///var/run/docker.sock}. */
    public static DockerTasks connect(ImagePuller puller) {
        return new DockerTasks(connect(), puller);
    }

    /** A client of that engine. */
    public static DockerClient connect() {
        DockerClientConfig config =
                DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        return DockerClientImpl.getInstance(
                config,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .sslConfig(config.getSSLConfig())
                        .build());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "ecs-sandbox-task");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public TaskHandle start(TaskLaunch launch, TaskObserver observer, Delays delays) {
        DockerTask task = new DockerTask(docker, puller, launch, observer);
        tasks.add(task);
        threads.execute(() -> {
            try {
                task.run();
            } finally {
                tasks.remove(task);
            }
        });
        return task;
    }

    /** Removes containers of sandboxes of this machine that ended without removing them. */
    public static void removeLeftovers() {
        try (DockerClient docker = connect()) {
            for (Container container : labelled(docker)) {
                long owner = Long.parseLong(container.getLabels().get(LABEL));
                if (ProcessHandle.of(owner).isEmpty()) {
                    remove(docker, container.getId());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Container> labelled(DockerClient docker) {
        return docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(LABEL))
                .exec();
    }

    static Map<String, String> labels(TaskLaunch launch) {
        return Map.of(
                LABEL,
                Long.toString(ProcessHandle.current().pid()),
                LABEL + ".task",
                launch.taskId(),
                LABEL + ".owner",
                launch.owner());
    }

    static void remove(DockerClient docker, String id) {
        try {
            docker.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException e) {
            // somebody was faster
        }
    }

    @Override
    public void close() {
        tasks.forEach(DockerTask::kill);
        threads.shutdown();
        try {
            threads.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
            puller.forget(docker);
            docker.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
