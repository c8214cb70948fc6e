package io.github.ecsmaven.ecr;

import io.github.ecsmaven.image.Tag;
import java.util.Map;
import java.util.Set;

/**
 * What tags of a repository stand for.
 *
 * @param images images that can be read, by their tags
 * @param archived tags of images in ECR's archive, where nobody can read or pull them
 */
public record TaggedImages(Map<Tag, PublishedImage> images, Set<Tag> archived) {
    /** Nothing, as in a repository that does not exist. */
    public static final TaggedImages NONE = new TaggedImages(Map.of(), Set.of());

    public TaggedImages {
        images = Map.copyOf(images);
        archived = Set.copyOf(archived);
    }
}
