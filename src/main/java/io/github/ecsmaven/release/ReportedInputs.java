package io.github.ecsmaven.release;

import io.github.ecsmaven.context.ContextScope;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.BuildStep;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** Remembers which images a build says that it uses and what it reads of its context, and hands all that it says on. */
final class ReportedInputs implements BuildListener {
    private final BuildListener listener;
    private final Map<ImageReference, Digest> digests = new ConcurrentHashMap<>();
    private final Set<ImageReference> used = ConcurrentHashMap.newKeySet();
    private final Queue<List<String>> contextReads = new ConcurrentLinkedQueue<>();

    ReportedInputs(BuildListener listener) {
        this.listener = listener;
    }

    /** The digest that the builder has found for an image in its registry, where it has told one. */
    Optional<Digest> digestOf(ImageReference image) {
        return Optional.ofNullable(digests.get(image));
    }

    /** The first image that the build used and that was not expected; empty where there is none. */
    Optional<ImageReference> firstImage(Predicate<ImageReference> unexpected) {
        return used.stream().filter(unexpected).findFirst();
    }

    @Override
    public void usesImage(ImageReference image) {
        used.add(image);
        image.digest().ifPresent(digest -> digests.put(withoutDigest(image), digest));
        listener.usesImage(image);
    }

    /** The first path of the context that the build asked for and that a scope leaves out; empty where there is none. */
    Optional<String> firstOutside(ContextScope scope) {
        return contextReads.stream()
                .flatMap(paths -> scope.firstOutside(paths).stream())
                .findFirst();
    }

    @Override
    public void readsContext(List<String> paths) {
        contextReads.add(List.copyOf(paths));
        listener.readsContext(paths);
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
