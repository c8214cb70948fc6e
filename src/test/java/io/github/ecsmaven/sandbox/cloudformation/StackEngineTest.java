package io.github.ecsmaven.sandbox.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.ecs.LiveShop;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** A stack whose tasks are containers of a real engine, behind a load balancer that listens on this machine. */
@Tag("engine")
class StackEngineTest {
    @TempDir
    Path context;

    private final int port = LiveShop.freePort();
    private LiveShop shop;
    private CloudFormationClient cloud;

    @BeforeEach
    void start() throws Exception {
        shop = new LiveShop(context);
        cloud = SdkClients.cloudFormation(shop.sandbox);
    }

    @AfterEach
    void close() {
        cloud.close();
        shop.close();
    }

    private ObjectNode template(String command) {
        ObjectNode template = CloudStory.shop();
        CloudStory.properties(template, "Cluster").put("ClusterName", "live");
        CloudStory.properties(template, "LogGroup").put("LogGroupName", "/ecs/live");
        CloudStory.properties(template, "Listener").put("Port", port);
        CloudStory.properties(template, "TargetGroup")
                .put("HealthCheckPath", "/")
                .put("HealthCheckIntervalSeconds", 6);
        CloudStory.properties(template, "Service").put("DesiredCount", 1);
        ObjectNode container = (ObjectNode) CloudStory.properties(template, "TaskDefinition")
                .path("ContainerDefinitions")
                .path(0);
        container.putArray("Command").add("/bin/sh").add("-c").add(command);
        return template;
    }

    private Stack deploy(ObjectNode template, String type) throws Exception {
        String id = cloud.createChangeSet(r -> r.stackName("live")
                        .changeSetName("c" + System.nanoTime())
                        .changeSetType(type)
                        .templateBody(template.toString())
                        .capabilities(Capability.CAPABILITY_IAM)
                        .parameters(Parameter.builder()
                                .parameterKey("Image")
                                .parameterValue(shop.image)
                                .build()))
                .id();
        while (cloud.describeChangeSet(r -> r.changeSetName(id)).status() != ChangeSetStatus.CREATE_COMPLETE) {
            Thread.sleep(50);
        }
        cloud.executeChangeSet(r -> r.changeSetName(id));
        return rest(
                cloud.describeStacks(r -> r.stackName("live")).stacks().get(0).stackId());
    }

    private Stack rest(String id) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            Stack stack = cloud.describeStacks(r -> r.stackName(id)).stacks().get(0);
            if (!stack.stackStatusAsString().endsWith("_IN_PROGRESS")) {
                return stack;
            }
            Thread.sleep(200);
        }
        throw new AssertionError("not at rest");
    }

    private int status() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
            connection.setConnectTimeout(2000);
            connection.setReadTimeout(5000);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status;
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void aStackAnswersWhileABrokenVersionIsRolledBackAndIsGoneInTheEnd() throws Exception {
        Stack created = deploy(template(LiveShop.SERVES), "CREATE");
        assertThat(created.stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        assertThat(status()).isEqualTo(200);

        List<Integer> statuses = new CopyOnWriteArrayList<>();
        Thread client = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                statuses.add(status());
            }
        });
        client.start();
        Stack broken = deploy(template(LiveShop.CRASHES), "UPDATE");
        client.interrupt();
        client.join();
        assertThat(broken.stackStatusAsString()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(statuses).isNotEmpty().containsOnly(200);

        cloud.deleteStack(r -> r.stackName("live"));
        assertThat(rest(created.stackId()).stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
        assertThat(status()).isEqualTo(-1);
    }
}
