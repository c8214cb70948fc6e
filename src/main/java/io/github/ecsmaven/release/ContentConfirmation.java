package io.github.ecsmaven.release;

import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import java.util.Map;
import java.util.Optional;

/** Makes sure after a build that it was made of what its content tag says. */
public final class ContentConfirmation {
    private final ContentReader reader;
    private final BaseDigests digests;
    private final ReportedImages reported;

    /** @param listener hears what the build says */
    public ContentConfirmation(ContentReader reader, BaseDigests digests, BuildListener listener) {
        this.reader = reader;
        this.digests = digests;
        this.reported = new ReportedImages(listener);
    }

    /** What the build has to tell. */
    public BuildListener listener() {
        return reported;
    }

    /**
     * Why the image must not have the content tag, in a whole sentence; empty when it may.
     *
     * @param content as it was read before the build
     */
    public Optional<String> objection(ImageContent.Known content) {
        for (Map.Entry<ImageReference, Digest> base : content.bases().entrySet()) {
            Optional<Digest> used = reported.digestOf(base.getKey())
                    .or(() -> digests.of(base.getKey()).digest());
            if (!used.equals(Optional.of(base.getValue()))) {
                return Optional.of("The base image " + base.getKey() + " was " + base.getValue()
                        + " before the build, and the build used "
                        + used.map(Digest::value).orElse("another") + ".");
            }
        }
        return reader.isStill(content)
                ? Optional.empty()
                : Optional.of("Files of the build context changed while it was built.");
    }
}
