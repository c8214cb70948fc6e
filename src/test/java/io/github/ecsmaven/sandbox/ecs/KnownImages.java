package io.github.ecsmaven.sandbox.ecs;

import io.github.ecsmaven.image.ImageReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Images without a registry: those that were put here and, if wanted, every other one. */
public final class KnownImages implements ImageResolver {
    private final Map<String, ImageAnswer> answers = new ConcurrentHashMap<>();
    private final boolean anyOther;

    private KnownImages(boolean anyOther) {
        this.anyOther = anyOther;
    }

    /** Every image is there for linux/amd64, under a digest made from its name, unless told otherwise. */
    public static KnownImages all() {
        return new KnownImages(true);
    }

    /** Only the images that are {@link #put}. */
    public static KnownImages none() {
        return new KnownImages(false);
    }

    /** Publishes an image, under its tag and under its digest. */
    public KnownImages put(String image, String digest, String... platforms) {
        ImageAnswer found = new ImageAnswer.Found(digest, Set.of(platforms));
        answers.put(image, found);
        answers.put(ImageReference.parse(image).withoutTagAndDigest() + "@" + digest, found);
        return this;
    }

    /** Takes an image away, as a lifecycle policy would. */
    public KnownImages remove(String image) {
        answers.put(image, new ImageAnswer.Missing(image + ": not found"));
        return this;
    }

    @Override
    public ImageAnswer resolve(String image) {
        ImageReference reference = ImageReference.parse(image);
        String key = reference
                .digest()
                .map(digest -> reference.withoutTagAndDigest() + "@" + digest)
                .orElse(image);
        ImageAnswer answer = answers.getOrDefault(image, answers.get(key));
        if (answer != null) {
            return answer;
        }
        return anyOther
                ? new ImageAnswer.Found(
                        reference.digest().map(Object::toString).orElseGet(() -> digestOf(image)),
                        Set.of("linux/amd64"))
                : new ImageAnswer.Missing(image + ": not found");
    }

    /** The digest that {@link #all} gives to a reference without one. */
    public static String digestOf(String image) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(image.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
