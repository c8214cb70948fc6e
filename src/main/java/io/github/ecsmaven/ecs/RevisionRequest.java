package io.github.ecsmaven.ecs;

import io.github.ecsmaven.image.ImageReference;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a new revision changes in its base.
 *
 * @param settings what is set in it. Variables and secrets that the base has stay, but those that the plugin set there and that are
 *     not named here go away
 * @param image the image, best as {@code repository:tag@digest}: without a digest ECS decides what the tag means
 * @param tags tags of the revision, over those of the base; {@link #MAVEN_TAG} and {@link #COMMIT_TAG} are the customary ones.
 *     Characters that AWS does not accept in a tag's value become {@code _}, and what exceeds 256 characters is cut off. A change of
 *     tags alone makes no new revision.
 * @param content what the image was made of, for {@link RunningRevision#contentOf}: letters, digits and {@code . - _}. It is kept in tags
 *     where the identity may tag the revision
 */
public record RevisionRequest(
        RevisionSettings settings, ImageReference image, Map<String, String> tags, Optional<String> content) {
    /** Key of the tag for the module's {@code groupId:artifactId:version}. */
    public static final String MAVEN_TAG = "ecs-maven-plugin:maven";

    /** Key of the tag for the git commit that the image was built from. */
    public static final String COMMIT_TAG = "ecs-maven-plugin:commit";

    public RevisionRequest {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** A request for an image of which nobody knows what it was made of. */
    public RevisionRequest(RevisionSettings settings, ImageReference image, Map<String, String> tags) {
        this(settings, image, tags, Optional.empty());
    }

    /**
     * A request that sets nothing but variables.
     *
     * @param container the container that runs the image; absent means the only one, else the only essential one
     * @param environment variables to set in that container
     */
    public RevisionRequest(
            Optional<String> container,
            ImageReference image,
            Map<String, String> environment,
            Map<String, String> tags) {
        this(
                new RevisionSettings(
                        container,
                        Optional.empty(),
                        Optional.empty(),
                        ContainerSettings.of(environment, Map.of(), Optional.empty(), Map.of()),
                        Map.of()),
                image,
                tags);
    }
}
