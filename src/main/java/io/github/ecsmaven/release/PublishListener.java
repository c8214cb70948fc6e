package io.github.ecsmaven.release;

import io.github.ecsmaven.docker.PushListener;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;

/** Hears how an image gets into its repository. Tags are pushed at once, so it may be called from several threads. */
public interface PublishListener extends PushListener {
    /** The push of one tag begins. */
    void pushing(ImageReference reference);

    /** The tag is this image's already; nothing is pushed. */
    void alreadyPublished(ImageReference reference, Digest digest);
}
