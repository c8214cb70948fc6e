package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.PortBinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns container definitions into containers of a Docker Engine. */
final class ContainerCreation {
    private static final long MIB = 1024 * 1024;
    private static final List<String> UNSUPPORTED = List.of(
            "secrets",
            "environmentFiles",
            "dependsOn",
            "mountPoints",
            "volumesFrom",
            "firelensConfiguration",
            "linuxParameters");

    private final DockerClient docker;
    private final TaskLaunch launch;

    ContainerCreation(DockerClient docker, TaskLaunch launch) {
        this.docker = docker;
        this.launch = launch;
    }

    /** @param network the container whose network this one joins; the first one has its own, with the ports of all */
    String create(TaskLaunch.Container container, String image, Optional<String> network) {
        JsonNode definition = container.definition();
        refuseUnsupported(container);
        CreateContainerCmd create = docker.createContainerCmd(image)
                .withLabels(DockerTasks.labels(launch))
                .withEnv(environment(definition));
        HostConfig host = HostConfig.newHostConfig();
        if (network.isPresent()) {
            host.withNetworkMode("container:" + network.get());
        } else {
            create.withName("ecs-" + launch.taskId().substring(0, 12) + "-" + container.name());
            create.withExposedPorts(exposed());
            host.withPortBindings(bindings());
        }
        if (definition.hasNonNull("memory")) {
            host.withMemory(definition.get("memory").asLong() * MIB);
        }
        if (container.isLogged()) {
            // One that the engine can read back, whatever it is set to.
            host.withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE));
        }
        putProcess(create, definition);
        // ECS does not look at a HEALTHCHECK of the image (API reference, "HealthCheck").
        create.withHealthcheck(
                container.isChecked()
                        ? healthCheck(definition.path("healthCheck"))
                        : new HealthCheck().withTest(List.of("NONE")));
        return create.withHostConfig(host).exec().getId();
    }

    private static void refuseUnsupported(TaskLaunch.Container container) {
        for (String member : UNSUPPORTED) {
            if (!container.definition().path(member).isEmpty()) {
                throw new UnsupportedDefinitionException("the sandbox's Docker mode does not implement '" + member
                        + "' of container " + container.name());
            }
        }
    }

    private static void putProcess(CreateContainerCmd create, JsonNode definition) {
        if (!definition.path("entryPoint").isEmpty()) {
            create.withEntrypoint(Wire.list(definition, "entryPoint"));
        }
        if (!definition.path("command").isEmpty()) {
            create.withCmd(Wire.list(definition, "command"));
        }
        if (definition.hasNonNull("user")) {
            create.withUser(definition.get("user").asText());
        }
        if (definition.hasNonNull("workingDirectory")) {
            create.withWorkingDir(definition.get("workingDirectory").asText());
        }
    }

    private static List<String> environment(JsonNode definition) {
        List<String> environment = new ArrayList<>();
        for (JsonNode variable : definition.path("environment")) {
            environment.add(variable.path("name").asText() + "="
                    + variable.path("value").asText(""));
        }
        return environment;
    }

    static List<Integer> ports(TaskLaunch.Container container) {
        List<Integer> ports = new ArrayList<>();
        for (JsonNode mapping : container.definition().path("portMappings")) {
            if (mapping.hasNonNull("containerPort")) {
                ports.add(mapping.get("containerPort").asInt());
            }
        }
        return ports;
    }

    private List<Integer> portsOfAll() {
        return launch.containers().stream()
                .flatMap(container -> ports(container).stream())
                .distinct()
                .toList();
    }

    private List<ExposedPort> exposed() {
        return portsOfAll().stream().map(ExposedPort::tcp).toList();
    }

    /** Ephemeral, since the old and the new task of a rolling deployment overlap. */
    private List<PortBinding> bindings() {
        return portsOfAll().stream()
                .map(port -> PortBinding.parse("127.0.0.1::" + port + "/tcp"))
                .toList();
    }

    private static HealthCheck healthCheck(JsonNode check) {
        return new HealthCheck()
                .withTest(Wire.list(check, "command"))
                .withInterval(nanos(check, "interval", 30))
                .withTimeout(nanos(check, "timeout", 5))
                .withStartPeriod(nanos(check, "startPeriod", 0))
                .withRetries(check.path("retries").asInt(3));
    }

    private static long nanos(JsonNode check, String member, long ordinary) {
        return Duration.ofSeconds(check.path(member).asLong(ordinary)).toNanos();
    }

    /** The definition asks for something that Docker mode cannot give. */
    static final class UnsupportedDefinitionException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnsupportedDefinitionException(String message) {
            super(message);
        }
    }
}
