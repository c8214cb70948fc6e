package io.github.ecsmaven.release;

import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes down what it hears, and lets the world change at two moments of a push. */
final class RecordingPublishListener implements PublishListener {
    private final List<String> heard = new ArrayList<>();
    private Runnable whenPushing = () -> {};
    private Runnable whenPushed = () -> {};

    /** What happens once, just before the next push. */
    void whenPushing(Runnable happening) {
        whenPushing = happening;
    }

    /** What happens once, between the next push and its confirmation. */
    void whenPushed(Runnable happening) {
        whenPushed = happening;
    }

    /** Events with their tags, such as {@code pushed 1}. */
    synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    synchronized void clear() {
        heard.clear();
    }

    @Override
    public synchronized void pushing(ImageReference reference) {
        hear("pushing", reference);
        whenPushing.run();
        whenPushing = () -> {};
    }

    @Override
    public synchronized void pushed(ImageReference reference, Digest digest) {
        hear("pushed", reference);
        whenPushed.run();
        whenPushed = () -> {};
    }

    @Override
    public synchronized void alreadyPublished(ImageReference repository, Digest digest, List<Tag> tags) {
        heard.add("already published " + tags);
    }

    @Override
    public synchronized void tagged(ImageReference reference, Digest digest) {
        hear("tagged", reference);
    }

    @Override
    public synchronized void leavesArchive(ImageReference reference, Optional<Digest> archived) {
        heard.add(archived.map(Digest::abbreviated).orElse("?") + " loses "
                + reference.tag().orElseThrow());
    }

    @Override
    public synchronized void staysInArchive(ImageReference reference) {
        hear("stays archived", reference);
    }

    private void hear(String event, ImageReference reference) {
        heard.add(event + " " + reference.tag().orElseThrow());
    }
}
