package io.github.ecsmaven.docker;

import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import java.time.Duration;

/** Hears how a push gets on. Pushes of several images may call it from several threads. */
public interface PushListener {
    /** The state of one layer has changed. */
    default void layer(ImageReference reference, LayerProgress progress) {}

    /**
     * A push that the registry refused will be tried again.
     *
     * @param refusal the registry's reason
     * @param delay how long from now
     */
    default void retrying(ImageReference reference, PushRefusedException refusal, Duration delay) {}

    /** A push whose credentials the registry refused will be tried again at once, with new ones. */
    default void renewing(ImageReference reference, PushRefusedException refusal) {}

    /** The image is in the registry. */
    default void pushed(ImageReference reference, Digest digest) {}

    /**
     * How far a layer is.
     *
     * @param layer short id of the layer
     * @param status the engine's word: {@code Preparing}, {@code Waiting}, {@code Pushing}, {@code Pushed},
     *     {@code Layer already exists}, {@code Mounted from …}
     * @param current bytes sent so far, or 0
     * @param total size in bytes, or 0 where it is unknown
     */
    record LayerProgress(String layer, String status, long current, long total) {}
}
