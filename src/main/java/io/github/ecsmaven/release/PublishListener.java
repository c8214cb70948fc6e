package io.github.ecsmaven.release;

import io.github.ecsmaven.docker.PushListener;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import java.util.List;
import java.util.Optional;

/** Hears how an image gets into its repository. Tags are pushed at once, so it may be called from several threads. */
public interface PublishListener extends PushListener {
    /** The push of one tag begins. */
    void pushing(ImageReference reference);

    /** The repository has the image under these tags; nothing is pushed. */
    void alreadyPublished(ImageReference repository, Digest digest, List<Tag> tags);

    /**
     * A tag of an image in ECR's archive goes over to the image that is published, unless that is the very one, which a push brings back.
     *
     * @param archived the digest of the image in the archive, where ECR tells
     */
    void leavesArchive(ImageReference reference, Optional<Digest> archived);

    /** A content tag stays with an image in ECR's archive, for it cannot be moved; the image is published without it. */
    void staysInArchive(ImageReference reference);

    /** An image of the repository got a further tag without a push. */
    void tagged(ImageReference reference, Digest digest);
}
