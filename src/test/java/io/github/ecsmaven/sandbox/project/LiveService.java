package io.github.ecsmaven.sandbox.project;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.ecs.DockerTasks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;

/** A service of real containers, looked at by an integration test between its Maven runs. */
public final class LiveService {
    private static final long PATIENCE_SECONDS = 60;
    private static final long GLANCE_MILLIS = 100;

    private final Sandbox sandbox;
    private final String cluster;
    private final String name;

    LiveService(Sandbox sandbox, String cluster, String name) {
        this.sandbox = sandbox;
        this.cluster = cluster;
        this.name = name;
    }

    /** The revision of its primary deployment, such as {@code orders:3}. */
    public String revision() {
        try (EcsClient ecs = SdkClients.ecs(sandbox)) {
            String arn = described(ecs).deployments().get(0).taskDefinition();
            return arn.substring(arn.lastIndexOf('/') + 1);
        }
    }

    /** How its newest deployment stands, such as {@code IN_PROGRESS}. */
    public String deployment() {
        try (EcsClient ecs = SdkClients.ecs(sandbox)) {
            String newest = described(ecs).currentServiceDeployment();
            return ecs.describeServiceDeployments(r -> r.serviceDeploymentArns(newest))
                    .serviceDeployments()
                    .get(0)
                    .statusAsString();
        }
    }

    /** Waits until its newest deployment stands so. */
    public void await(String deployment) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        for (String now = deployment(); !now.equals(deployment); now = deployment()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the deployment of " + name + " is " + now + ", not " + deployment);
            }
            Thread.sleep(GLANCE_MILLIS);
        }
    }

    /** Adds a file to a directory of the containers of all tasks that run or start. */
    public void addFile(String directory, String file) throws Exception {
        try (EcsClient ecs = SdkClients.ecs(sandbox);
                DockerClient docker = DockerTasks.connect()) {
            List<String> tasks =
                    ecs.listTasks(r -> r.cluster(cluster).serviceName(name)).taskArns();
            for (String task : tasks) {
                String id = task.substring(task.lastIndexOf('/') + 1);
                for (Container container : docker.listContainersCmd()
                        .withLabelFilter(Map.of(DockerTasks.LABEL + ".task", id))
                        .exec()) {
                    add(docker, container.getId(), directory, file);
                }
            }
        }
    }

    private static void add(DockerClient docker, String container, String directory, String file) throws IOException {
        byte[] content = (file + "\n").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(archive)) {
            TarArchiveEntry entry = new TarArchiveEntry(file);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        docker.copyArchiveToContainerCmd(container)
                .withRemotePath(directory)
                .withTarInputStream(new ByteArrayInputStream(archive.toByteArray()))
                .exec();
    }

    private Service described(EcsClient ecs) {
        return ecs.describeServices(r -> r.cluster(cluster).services(name))
                .services()
                .get(0);
    }
}
