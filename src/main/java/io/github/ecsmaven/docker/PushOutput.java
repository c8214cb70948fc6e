package io.github.ecsmaven.docker;

import com.github.dockerjava.api.model.PushResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import com.github.dockerjava.api.model.ResponseItem.ProgressDetail;
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
    void accept(PushResponseItem item) {
        if (item.isErrorIndicated()) {
            throw PushRefusedException.of(reference, errorOf(item));
        }
        String told = item.getAux() == null ? null : item.getAux().getDigest();
        if (told != null && Digest.isDigest(told)) {
            digest = new Digest(told);
        }
        if (item.getStatus() == null) {
            return;
        }
        Matcher matcher = DIGEST.matcher(item.getStatus());
        if (matcher.matches()) {
            digest = new Digest(matcher.group(1));
        } else if (item.getId() != null) {
            listener.layer(reference, progressOf(item.getId(), item.getStatus(), item.getProgressDetail()));
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

    private static PushListener.LayerProgress progressOf(String layer, String status, @Nullable ProgressDetail detail) {
        long current = detail == null || detail.getCurrent() == null ? 0 : detail.getCurrent();
        long total = detail == null || detail.getTotal() == null ? 0 : detail.getTotal();
        return new PushListener.LayerProgress(layer, status, current, total);
    }

    private static String errorOf(ResponseItem item) {
        boolean detailed =
                item.getErrorDetail() != null && item.getErrorDetail().getMessage() != null;
        String message = detailed ? item.getErrorDetail().getMessage() : item.getError();
        return message == null ? "an error without a message" : message.strip();
    }
}
