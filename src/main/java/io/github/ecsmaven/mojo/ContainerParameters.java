package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.ContainerSettings;
import io.github.ecsmaven.image.ImageReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code <container>} in {@code <containers>}. */
public final class ContainerParameters {
    private @Nullable String name;
    private @Nullable String image;
    private @Nullable Map<String, String> environment;
    private @Nullable Map<String, String> containerSecrets;
    private @Nullable List<String> command;
    private @Nullable Map<String, String> logOptions;
    private @Nullable Integer cpu;
    private @Nullable Integer memory;
    private @Nullable Integer memoryReservation;
    private @Nullable Boolean essential;

    /** @throws ActionableException when it has none */
    String name() {
        if (name == null) {
            throw new ActionableException(
                    "A <container> in <containers> has no <name>.",
                    "Set it to the name of the container in the task definition.");
        }
        return name;
    }

    /** @throws ActionableException when one of the elements cannot be what it says, or two are for the same container */
    static Map<String, ContainerSettings> byName(List<ContainerParameters> containers) {
        Map<String, ContainerSettings> byName = new LinkedHashMap<>();
        containers.forEach(each -> {
            if (byName.put(each.name(), each.toSettings()) != null) {
                throw new ActionableException(
                        "<containers> sets container '" + each.name() + "' twice.", "Make one <container> of the two.");
            }
        });
        return byName;
    }

    /** @throws ActionableException when one of the elements cannot be what it says */
    ContainerSettings toSettings() {
        String place = "<containers><container> '" + name() + "'";
        refuseUnlessPositive("cpu", cpu);
        refuseUnlessPositive("memory", memory);
        refuseUnlessPositive("memoryReservation", memoryReservation);
        return new ContainerSettings(
                Optional.ofNullable(image).map(this::imageName),
                AbstractBuilderMojo.given(environment),
                secrets(place, AbstractBuilderMojo.given(environment), AbstractBuilderMojo.given(containerSecrets)),
                command(command),
                AbstractBuilderMojo.given(logOptions),
                Optional.ofNullable(cpu),
                Optional.ofNullable(memory),
                Optional.ofNullable(memoryReservation),
                Optional.ofNullable(essential));
    }

    // Maven makes an empty list of a parameter with a property that is not set.
    static Optional<List<String>> command(@Nullable List<String> words) {
        return Optional.ofNullable(words).filter(given -> !given.isEmpty());
    }

    private String imageName(String text) {
        try {
            return ImageReference.parse(text).toString();
        } catch (IllegalArgumentException e) {
            throw new ActionableException(
                    "<image> of the container '" + name() + "' in <containers> is not the name of an image: "
                            + e.getMessage() + ".",
                    "Set it to one such as public.ecr.aws/nginx/nginx:1.27.",
                    e);
        }
    }

    // ECS API reference, ContainerDefinition: Linux takes 0 CPU units too, Docker at least 6 MiB.
    private void refuseUnlessPositive(String element, @Nullable Integer value) {
        if (value != null && value < (element.equals("cpu") ? 0 : 6)) {
            throw new ActionableException(
                    "<" + element + "> of the container '" + name() + "' in <containers> is " + value + ".",
                    "Set it to " + (element.equals("cpu") ? "0 CPU units or more." : "6 MiB or more."));
        }
    }

    /**
     * The secrets of a container.
     *
     * @param place the elements that the two maps stand in
     * @throws ActionableException when one has no source, or its name is that of a variable too
     */
    static Map<String, String> secrets(String place, Map<String, String> environment, Map<String, String> secrets) {
        secrets.forEach((variable, source) -> {
            if (source.isBlank()) {
                throw new ActionableException(
                        place + " gives the secret " + variable + " no value.",
                        "Set it to the name or ARN of an SSM parameter, or to the ARN of a Secrets Manager secret.");
            }
        });
        Set<String> both = new TreeSet<>(environment.keySet());
        both.retainAll(secrets.keySet());
        if (!both.isEmpty()) {
            throw new ActionableException(
                    place + " sets " + String.join(", ", both)
                            + " in <environment> and in <containerSecrets>; ECS refuses both.",
                    "Keep one of them.");
        }
        return secrets;
    }
}
