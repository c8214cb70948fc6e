package io.github.ecsmaven.sandbox.ecs;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One task of real containers. They share the network of the first, as the containers of an awsvpc task do. */
final class DockerTask implements TaskHandle {
    private static final long LOOK_MILLIS = 100;

    private final DockerClient docker;
    private final ImagePuller puller;
    private final TaskLaunch launch;
    private final TaskObserver observer;
    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private final Map<String, String> idsByName = new LinkedHashMap<>();
    private final Map<String, ContainerOutput> outputs = new LinkedHashMap<>();
    private final Set<String> exited = new LinkedHashSet<>();
    private final Map<String, String> healthByName = new LinkedHashMap<>();
    private final Map<Integer, InetSocketAddress> addresses = new ConcurrentHashMap<>();
    private volatile Duration grace = Duration.ZERO;

    DockerTask(DockerClient docker, ImagePuller puller, TaskLaunch launch, TaskObserver observer) {
        this.docker = docker;
        this.puller = puller;
        this.launch = launch;
        this.observer = observer;
    }

    /** The whole life of the task; ends when nothing of it is left. */
    void run() {
        try {
            if (pullAndStart()) {
                watch();
                end();
            }
        } finally {
            idsByName.values().forEach(id -> DockerTasks.remove(docker, id));
            observer.gone();
        }
    }

    private boolean pullAndStart() {
        String current = launch.containers().get(0).name();
        try {
            observer.pullStarted();
            Map<String, String> images = new LinkedHashMap<>();
            for (TaskLaunch.Container container : launch.containers()) {
                current = container.name();
                images.put(container.name(), puller.pull(docker, container));
            }
            observer.pullStopped();
            ContainerCreation creation = new ContainerCreation(docker, launch);
            for (TaskLaunch.Container container : launch.containers()) {
                current = container.name();
                Optional<String> network = idsByName.values().stream().findFirst();
                String id = creation.create(container, images.get(container.name()), network);
                idsByName.put(container.name(), id);
                docker.startContainerCmd(id).exec();
                follow(container, id);
            }
            learnPorts();
            observer.started();
            return true;
        } catch (ImagePuller.ImagePullException e) {
            observer.failedToStart(current, "CannotPullContainerError: " + e.getMessage());
        } catch (ContainerCreation.UnsupportedDefinitionException e) {
            observer.failedToStart(current, "ResourceInitializationError: " + e.getMessage());
        } catch (DockerException e) {
            observer.failedToStart(current, "CannotStartContainerError: " + e.getMessage());
        }
        return false;
    }

    private void follow(TaskLaunch.Container container, String id) {
        if (!container.isLogged()) {
            return;
        }
        ContainerOutput output = new ContainerOutput(line -> observer.wrote(container.name(), line));
        outputs.put(
                container.name(),
                docker.logContainerCmd(id)
                        .withStdOut(true)
                        .withStdErr(true)
                        .withFollowStream(true)
                        .withTailAll()
                        .exec(output));
    }

    private void learnPorts() {
        String first = idsByName.values().iterator().next();
        Map<ExposedPort, Ports.Binding[]> bindings = docker.inspectContainerCmd(first)
                .exec()
                .getNetworkSettings()
                .getPorts()
                .getBindings();
        for (TaskLaunch.Container container : launch.containers()) {
            for (int port : ContainerCreation.ports(container)) {
                Ports.Binding[] bound = bindings.get(ExposedPort.tcp(port));
                if (bound != null && bound.length > 0) {
                    int hostPort = Integer.parseInt(bound[0].getHostPortSpec());
                    addresses.put(port, new InetSocketAddress(InetAddress.getLoopbackAddress(), hostPort));
                    observer.bound(container.name(), port, hostPort);
                }
            }
        }
    }

    private void watch() {
        try {
            do {
                look();
            } while (exited.size() < idsByName.size() && !stopRequested.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        idsByName.forEach((name, id) -> {
            if (!exited.contains(name)) {
                look(name, docker.inspectContainerCmd(id).exec().getState());
            }
        });
    }

    private void look(String name, InspectContainerResponse.ContainerState state) {
        if (Boolean.FALSE.equals(state.getRunning())) {
            exited.add(name);
            Optional.ofNullable(outputs.get(name)).ifPresent(ContainerOutput::awaitLastWords);
            Long code = state.getExitCodeLong();
            observer.exited(name, code == null ? 0 : code.intValue());
        } else if (state.getHealth() != null) {
            String health = state.getHealth().getStatus();
            if (!health.equals(healthByName.put(name, health)) && !health.equals("starting")) {
                observer.health(name, health.equals("healthy"));
            }
        }
    }

    private void end() {
        for (TaskLaunch.Container container : launch.containers()) {
            if (!exited.contains(container.name())) {
                stop(container);
            }
        }
        look();
    }

    private void stop(TaskLaunch.Container container) {
        long seconds = container.definition().path("stopTimeout").asLong(grace.toSeconds());
        try {
            docker.stopContainerCmd(idsByName.get(container.name()))
                    .withTimeout((int) Math.min(seconds, grace.toSeconds()))
                    .exec();
        } catch (NotModifiedException | NotFoundException e) {
            // it ended by itself meanwhile
        }
    }

    @Override
    public void stop(Duration grace) {
        this.grace = grace;
        stopRequested.countDown();
    }

    /** Ends the task without waiting for its containers to agree. */
    void kill() {
        stop(Duration.ZERO);
    }

    @Override
    public Optional<InetSocketAddress> address(int containerPort) {
        return Optional.ofNullable(addresses.get(containerPort));
    }
}
