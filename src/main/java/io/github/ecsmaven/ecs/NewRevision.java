package io.github.ecsmaven.ecs;

import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/** A revision that is wanted: composed, not yet registered. Immutable. */
public final class NewRevision {
    private final RegisterTaskDefinitionRequest definition;
    private final String container;
    private final ImageReference image;
    private final Optional<RegisteredRevision> base;
    private final Optional<String> content;

    NewRevision(
            RegisterTaskDefinitionRequest definition,
            String container,
            ImageReference image,
            Optional<RegisteredRevision> base,
            Optional<String> content) {
        this.definition = definition;
        this.container = container;
        this.image = image;
        this.base = base;
        this.content = content;
    }

    /** The family that it will be registered in. */
    public String family() {
        return definition.family();
    }

    /** The container that runs the image. */
    public String container() {
        return container;
    }

    /** The image as the container names it. */
    public ImageReference image() {
        return image;
    }

    /** Whether one of its containers runs the image with that digest. */
    public boolean runs(Digest digest) {
        return definition.containerDefinitions().stream()
                .map(ContainerDefinition::image)
                .anyMatch(name -> name != null && name.endsWith("@" + digest));
    }

    RegisterTaskDefinitionRequest definition() {
        return definition;
    }

    /** The registered revision that it was composed from; empty when that was a file. */
    Optional<RegisteredRevision> base() {
        return base;
    }

    /** What its image was made of. */
    Optional<String> content() {
        return content;
    }

    /** Leaves out the definition, whose environment may hold secrets. */
    @Override
    public String toString() {
        return family() + " with " + image + " in container " + container;
    }
}
