package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.ImageReference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The container that runs the image.
 *
 * @param name in the task definition
 * @param port that it listens on; absent when nothing connects to it
 * @param image as it goes into the task definition, best with its digest
 * @param environment variables by name
 * @param secrets by variable, what its value comes from
 * @param command what runs instead of the image's {@code CMD}
 */
public record ContainerBlueprint(
        String name,
        Optional<Integer> port,
        ImageReference image,
        Map<String, String> environment,
        Map<String, SecretOrigin> secrets,
        Optional<List<String>> command) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final int MAX_PORT = 65_535;

    /** @throws ActionableException when name or port is none, or a variable is set twice */
    public ContainerBlueprint {
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
        command = command.map(List::copyOf);
        if (!NAME.matcher(name).matches()) {
            throw new ActionableException(
                    "'" + name + "' is no name of a container.",
                    "Set <container> (-Decs.container) to at most 255 letters, digits, hyphens and underscores.");
        }
        port.ifPresent(ContainerBlueprint::requirePort);
        for (String variable : secrets.keySet()) {
            requireOnce(variable, environment);
        }
    }

    private static void requirePort(int port) {
        if (port < 1 || port > MAX_PORT) {
            throw new ActionableException(
                    "<containerPort> is " + port + ", which is no port.",
                    "Set <containerPort> (-Decs.containerPort) to the port that the application listens on, such as 8080.");
        }
    }

    private static void requireOnce(String variable, Map<String, String> environment) {
        if (environment.containsKey(variable)) {
            throw new ActionableException(
                    "The variable " + variable + " is both in <environment> and in <containerSecrets>.",
                    "Take it out of one of them: ECS does not accept a variable that is set twice.");
        }
    }

    /** Leaves out values, which may be secret. */
    @Override
    public String toString() {
        return "ContainerBlueprint[" + name + ", port=" + port + ", image=" + image + ", environment="
                + environment.keySet() + ", secrets=" + secrets.keySet() + "]";
    }
}
