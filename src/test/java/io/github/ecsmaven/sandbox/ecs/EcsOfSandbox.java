package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.ecsmaven.image.Keychain;
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

/** Joins ECS to a sandbox, so that its tasks run what is in the sandbox's registry. The default runs them as real containers. */
public final class EcsOfSandbox implements ServiceFactory {
    @Override
    public JsonService create(Sandbox sandbox) {
        return live(sandbox);
    }

    /** Tasks are containers of this machine's Docker Engine. */
    public static EcsSandbox live(Sandbox sandbox) {
        Keychain executionRole = registry -> registry.equals(sandbox.registry())
                ? Optional.of(new RegistryCredentials("AWS", token(sandbox)))
                : Optional.empty();
        return with(sandbox, DockerTasks.connect(new RegistryPuller(executionRole)));
    }

    private static String token(Sandbox sandbox) {
        Caller executionRole = new Caller(
                "arn:aws:iam::" + sandbox.account() + ":role/ecsTaskExecutionRole", sandbox.account(), Set.of());
        try {
            String token = sandbox.ecr()
                    .call("GetAuthorizationToken", JsonNodeFactory.instance.objectNode(), executionRole)
                    .at("/authorizationData/0/authorizationToken")
                    .asText();
            return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8).substring("AWS:".length());
        } catch (AwsError e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tasks exist on the clock only. */
    public static EcsSandbox scripted(Sandbox sandbox, ScriptedTasks tasks) {
        return with(sandbox, tasks);
    }

    private static EcsSandbox with(Sandbox sandbox, TaskRunner tasks) {
        return new EcsSandbox(EcsOptions.defaults()
                .in(sandbox.account(), sandbox.region())
                .withClock(sandbox.clock())
                .withTiming(Timing.brisk())
                .withImages(new SandboxImages(sandbox))
                .withTasks(tasks));
    }
}
