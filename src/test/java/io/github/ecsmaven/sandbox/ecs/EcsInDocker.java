package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.image.RegistryCredentials;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.JsonService;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.ServiceFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ECS for a sandbox in a process of its own: tasks are containers of {@code DOCKER_HOST}, pulled by digest from the sandbox's ECR.
 *
 * <p>The system property {@value #EXPOSE}, such as {@code demo/greeting:8080=18080}, gives a service's container port a fixed port of this
 * machine, behind which tasks come and go.
 */
public final class EcsInDocker implements ServiceFactory {
    /** {@code cluster/service:containerPort=port}; the port 0 is any free one. */
    public static final String EXPOSE = "sandbox.ecs.expose";

    private static final Pattern EXPOSED = Pattern.compile("([^/]+)/([^:]+):([0-9]+)=([0-9]+)");

    @Override
    public JsonService create(Sandbox sandbox) {
        sandbox.elb().openPorts();
        sandbox.cloudFormation().runByItself();
        RegistryPuller puller = new RegistryPuller(registry -> credentials(sandbox, registry));
        EcsSandbox ecs = new EcsSandbox(EcsOptions.in(sandbox).withTasks(DockerTasks.connect(puller)));
        Optional.ofNullable(System.getProperty(EXPOSE)).ifPresent(wanted -> expose(ecs, wanted));
        return ecs;
    }

    private static void expose(EcsSandbox ecs, String wanted) {
        Matcher parts = EXPOSED.matcher(wanted);
        if (!parts.matches()) {
            throw new IllegalArgumentException(EXPOSE + " is not cluster/service:containerPort=port: " + wanted);
        }
        int containerPort = Integer.parseInt(parts.group(3));
        int port = Integer.parseInt(parts.group(4));
        System.out.println("service " + parts.group(2) + " of cluster " + parts.group(1) + " answers at "
                + ecs.expose(parts.group(1), parts.group(2), port, containerPort));
    }

    /** Those of the task's execution role, asked of ECR at every pull. */
    private static Optional<RegistryCredentials> credentials(Sandbox sandbox, String registry) {
        if (!registry.equals(sandbox.registry())) {
            return Optional.empty();
        }
        Caller role = new Caller(
                "arn:aws:sts::" + sandbox.account() + ":assumed-role/ecsTaskExecutionRole/task",
                sandbox.account(),
                Set.of());
        try {
            ObjectNode answer = sandbox.ecr().call("GetAuthorizationToken", Wire.object(), role);
            String token = answer.path("authorizationData")
                    .path(0)
                    .path("authorizationToken")
                    .asText();
            String pair = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return Optional.of(new RegistryCredentials(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (AwsError e) {
            throw new ImagePuller.ImagePullException(e.message());
        }
    }
}
