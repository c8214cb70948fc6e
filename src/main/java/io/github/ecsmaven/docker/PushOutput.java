package io.github.ecsmaven.docker;

import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a push. It ends with HTTP 200 whatever happened: a failure is an item with an error, and success is nothing but a digest,
 * which an engine that keeps images in containerd tells in its last line alone.
 */
final class PushOutput {
    /** {@code 1.4: digest: sha256:… size: 1234} */
    private static final Pattern DIGEST = Pattern.compile("\\S+: digest: (sha256:[0-9a-f]{64}) size: \\d+");

    private final ImageReference reference;
    private final PushListener listener;
    private @Nullable Digest digest;

    PushOutput(ImageReference reference, PushListener listener) {
        this.reference = reference;
        this.listener = listener;
    }

    /** @throws PushRefusedException when the item is an error */
    void accept(Json item) {
        if (item.path("error").value() != null || item.path("errorDetail").value() != null) {
            throw PushRefusedException.of(reference, errorOf(item));
        }
        String told = item.path("aux").path("Digest").text();
        if (Digest.isDigest(told)) {
            digest = new Digest(told);
        }
        String status = item.path("status").text();
        Matcher matcher = DIGEST.matcher(status);
        if (matcher.matches()) {
            digest = new Digest(matcher.group(1));
        } else if (!status.isEmpty() && item.path("id").isText()) {
            listener.layer(reference, progressOf(item.path("id").text(), status, item.path("progressDetail")));
        }
    }

    /** @throws PushRefusedException when the stream told none */
    Digest digest() {
        if (digest == null) {
            throw new PushRefusedException(
                    reference, PushRefusal.OTHER, "the engine's answer ended without a digest, so nothing was pushed");
        }
        return digest;
    }

    private static PushListener.LayerProgress progressOf(String layer, String status, Json detail) {
        return new PushListener.LayerProgress(
                layer,
                status,
                detail.path("current").number(),
                detail.path("total").number());
    }

    private static String errorOf(Json item) {
        String error = item.path("error").text("an error without a message");
        return item.path("errorDetail").path("message").text(error).strip();
    }
}
