package io.github.ecsmaven.release;

import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes sure after a build that it was made of what its content tag says. */
public final class ContentConfirmation {
    private final ContentReader reader;
    private final BaseDigests digests;
    private final ReportedInputs reported;

    /** @param listener hears what the build says */
    public ContentConfirmation(ContentReader reader, BaseDigests digests, BuildListener listener) {
        this.reader = reader;
        this.digests = digests;
        this.reported = new ReportedInputs(listener);
    }

    /** What the build has to tell. */
    public BuildListener listener() {
        return reported;
    }

    /** Why an image must not have the content tag. */
    public sealed interface Objection {
        /** The build took another base image than the one that was hashed. */
        record OtherBase(ImageReference base, Digest hashed, Optional<Digest> used) implements Objection {}

        /**
         * The build read a path of the context that was not hashed.
         *
         * @param path the path, {@code .} for all of the context
         */
        record Unhashed(String path) implements Objection {}

        /** The build took something of an image that was not hashed, as a trigger of a base image may. */
        record UnhashedImage(ImageReference image) implements Objection {}

        /** Something changed while the image was built. */
        record Changed(List<ContentKey.Part> parts) implements Objection {
            public Changed {
                parts = List.copyOf(parts);
            }
        }
    }

    /**
     * Why the image must not have the content tag; empty when it may.
     *
     * @param content as it was read before the build
     */
    public Optional<Objection> objection(ImageContent.Known content) {
        for (Map.Entry<ImageReference, Digest> base : content.bases().entrySet()) {
            Optional<Digest> used = reported.digestOf(base.getKey())
                    .or(() -> digests.of(base.getKey()).digest());
            if (!used.equals(Optional.of(base.getValue()))) {
                return Optional.of(new Objection.OtherBase(base.getKey(), base.getValue(), used));
            }
        }
        Optional<ImageReference> other = reported.firstImage(image -> !reader.isHashed(image, content));
        if (other.isPresent()) {
            return other.map(Objection.UnhashedImage::new);
        }
        Optional<String> unhashed = reported.firstOutside(reader.scope());
        if (unhashed.isPresent()) {
            return unhashed.map(Objection.Unhashed::new);
        }
        List<ContentKey.Part> changes = reader.changesSince(content);
        return changes.isEmpty() ? Optional.empty() : Optional.of(new Objection.Changed(changes));
    }
}
