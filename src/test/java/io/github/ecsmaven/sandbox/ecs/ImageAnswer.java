package io.github.ecsmaven.sandbox.ecs;

import java.util.Set;

/** The answer of a registry about one image. */
public sealed interface ImageAnswer {

    /**
     * The image is there.
     *
     * @param digest of what the reference names: a manifest or an index
     * @param platforms that it runs on, such as {@code linux/amd64}
     */
    record Found(String digest, Set<String> platforms) implements ImageAnswer {
        public Found {
            platforms = Set.copyOf(platforms);
        }
    }

    /**
     * The image cannot be pulled.
     *
     * @param reason the registry's sentence, such as {@code shop:2: not found}
     */
    record Missing(String reason) implements ImageAnswer {}
}
