package io.github.ecsmaven.sandbox.ecr;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** An image in a repository: its manifest never changes, its tags and state do. */
public final class StoredImage {
    private final ImageManifest manifest;
    private final Set<String> tags = new ConcurrentSkipListSet<>();
    private final Instant pushedAt;
    private volatile @Nullable Instant lastPulledAt;
    private volatile @Nullable Instant archivedAt;

    StoredImage(ImageManifest manifest, Instant pushedAt) {
        this.manifest = manifest;
        this.pushedAt = pushedAt;
    }

    public ImageManifest manifest() {
        return manifest;
    }

    public String digest() {
        return manifest.digest();
    }

    public List<String> tags() {
        return List.copyOf(tags);
    }

    public Instant pushedAt() {
        return pushedAt;
    }

    public @Nullable Instant lastPulledAt() {
        return lastPulledAt;
    }

    public @Nullable Instant archivedAt() {
        return archivedAt;
    }

    public boolean isArchived() {
        return archivedAt != null;
    }

    void tag(String tag) {
        tags.add(tag);
    }

    void untag(String tag) {
        tags.remove(tag);
    }

    void pulledAt(Instant when) {
        lastPulledAt = when;
    }

    void archivedAt(Instant when) {
        archivedAt = when;
    }

    void restore() {
        archivedAt = null;
    }
}
