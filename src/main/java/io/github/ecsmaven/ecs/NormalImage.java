package io.github.ecsmaven.ecs;

import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container's image, which is the same under every tag when it is pinned by its digest. One in another repository is another, for
 * that is where ECS pulls it from.
 */
final class NormalImage {
    private static final int SHORT_DIGEST = 12;

    private final String written;
    private final Optional<ImageReference> reference;

    NormalImage(String written) {
        this.written = written;
        this.reference = parsed(written);
    }

    private static Optional<ImageReference> parsed(String text) {
        try {
            return Optional.of(ImageReference.parse(text));
        } catch (IllegalArgumentException notAReference) {
            return Optional.empty();
        }
    }

    /** Repository and digest, whatever tag stands between them; without a digest the whole name. */
    private String normal() {
        return reference
                .map(it -> it.digest()
                        .map(digest -> it.withoutTagAndDigest().withDigest(digest))
                        .orElse(it)
                        .toString())
                .orElse(written);
    }

    /** Tag and short digest, and the repository too unless that is the same on the other side. */
    String shown(Object other) {
        if (reference.isEmpty()) {
            return written;
        }
        ImageReference image = reference.get();
        String repository = image.withoutTagAndDigest().toString();
        boolean sameRepository = other instanceof NormalImage image2
                && image2.reference
                        .map(it -> it.withoutTagAndDigest().toString())
                        .filter(repository::equals)
                        .isPresent();
        String tag = image.tag().map(Tag::toString).orElse("");
        String name = sameRepository ? tag : repository + (tag.isEmpty() ? "" : ":" + tag);
        String digest = image.digest().map(NormalImage::shortened).orElse("");
        if (name.isEmpty() || digest.isEmpty()) {
            return name + digest;
        }
        return name + " (" + digest + ")";
    }

    private static String shortened(Digest digest) {
        if (DigestToCome.isStandIn(digest)) {
            return DigestToCome.WORDS;
        }
        String text = digest.value();
        int end = text.indexOf(':') + 1 + SHORT_DIGEST;
        return text.substring(0, Math.min(text.length(), end));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NormalImage image && normal().equals(image.normal());
    }

    @Override
    public int hashCode() {
        return normal().hashCode();
    }

    /** The name that equal images share. */
    @Override
    public String toString() {
        return normal();
    }
}
