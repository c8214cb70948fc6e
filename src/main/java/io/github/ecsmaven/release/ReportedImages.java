package io.github.ecsmaven.release;

import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.BuildStep;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which images a build says that it uses, and hands all that it says on. */
final class ReportedImages implements BuildListener {
    private final BuildListener listener;
    private final Map<ImageReference, Digest> digests = new ConcurrentHashMap<>();

    ReportedImages(BuildListener listener) {
        this.listener = listener;
    }

    /** The digest that the builder has found for an image in its registry, where it has told one. */
    Optional<Digest> digestOf(ImageReference image) {
        return Optional.ofNullable(digests.get(image));
    }

    @Override
    public void usesImage(ImageReference image) {
        image.digest().ifPresent(digest -> digests.put(withoutDigest(image), digest));
        listener.usesImage(image);
    }

    private static ImageReference withoutDigest(ImageReference image) {
        return image.tag().map(image::withTag).orElseGet(image::withoutTagAndDigest);
    }

    @Override
    public void output(String line) {
        listener.output(line);
    }

    @Override
    public void warning(String message) {
        listener.warning(message);
    }

    @Override
    public void stepStarted(BuildStep step) {
        listener.stepStarted(step);
    }

    @Override
    public void stepOutput(BuildStep step, String line) {
        listener.stepOutput(step, line);
    }

    @Override
    public void transferred(BuildStep step, BuildStep.Transfer transfer) {
        listener.transferred(step, transfer);
    }

    @Override
    public void stepEnded(BuildStep step, BuildStep.Outcome outcome, Duration took) {
        listener.stepEnded(step, outcome, took);
    }
}
