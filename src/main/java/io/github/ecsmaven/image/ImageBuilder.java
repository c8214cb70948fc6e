package io.github.ecsmaven.image;

/** Builds an image from a Dockerfile and leaves it, tagged, in an engine. */
@FunctionalInterface
public interface ImageBuilder {
    /**
     * Builds, and returns when the image is there.
     *
     * @throws io.github.ecsmaven.ActionableException when the Dockerfile does not build, with the failing instruction and the last
     *     lines of its output; when the engine cannot be reached; when the build ends without an image
     */
    BuiltImage build(ImageBuild request, BuildListener listener);
}
