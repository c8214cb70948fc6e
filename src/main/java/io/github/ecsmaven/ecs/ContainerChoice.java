package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.DidYouMean;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/** Which container runs the image: the named one; else the only one; else the only essential one. */
final class ContainerChoice {
    private ContainerChoice() {}

    static ContainerDefinition in(BaseRevision base, Optional<String> name) {
        List<ContainerDefinition> all = base.definition().containerDefinitions();
        if (name.isPresent()) {
            return all.stream()
                    .filter(container -> container.name().equals(name.get()))
                    .findFirst()
                    .orElseThrow(() -> missing(base, name.get()));
        }
        if (all.size() == 1) {
            return all.get(0);
        }
        List<ContainerDefinition> essential = all.stream()
                .filter(container -> !Boolean.FALSE.equals(container.essential()))
                .toList();
        if (essential.size() == 1) {
            return essential.get(0);
        }
        throw ambiguous(base, essential.size());
    }

    private static ActionableException missing(BaseRevision base, String name) {
        String remedy = DidYouMean.nearest(name, base.containers())
                .map(meant -> "Did you mean <container>" + meant + "</container> (-Decs.container)?")
                .orElse("Set <container> (-Decs.container) to one of them.");
        return new ActionableException(
                "Task definition " + base + " has no container '" + name + "'; it has " + names(base) + ".", remedy);
    }

    private static ActionableException ambiguous(BaseRevision base, int essential) {
        return new ActionableException(
                "Task definition " + base + " has several containers, " + essential
                        + " of them essential, so it is unclear which one runs the image: " + names(base) + ".",
                "Name it: <container>" + base.containers().get(0) + "</container> (-Decs.container).");
    }

    private static String names(BaseRevision base) {
        return String.join(", ", base.containers());
    }
}
