package io.github.ecsmaven.context;

import io.github.ecsmaven.image.ImageReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The images that a Dockerfile pulls.
 *
 * @param images each once, in the order of the file
 * @param unresolved references that only the builder can make out
 */
public record BaseImages(List<ImageReference> images, List<Unresolved> unresolved) {
    public BaseImages {
        images = List.copyOf(images);
        unresolved = List.copyOf(unresolved);
    }

    /** The registries of the images, in the order of the file, each as in {@link ImageReference#registry()}. */
    public Set<String> registries() {
        Set<String> registries = new LinkedHashSet<>();
        images.forEach(image -> registries.add(image.registry()));
        return registries;
    }

    /**
     * A reference that is not known before the build.
     *
     * @param line line of its instruction, counted from 1
     * @param text the reference as it is written
     * @param reason why it is not known
     */
    public record Unresolved(int line, String text, String reason) {}
}
