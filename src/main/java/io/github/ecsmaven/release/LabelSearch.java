package io.github.ecsmaven.release;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.context.ContentLabel;
import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.ecr.ListedImage;
import io.github.ecsmaven.ecr.ListedImages;
import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.ecr.PublishedImages;
import io.github.ecsmaven.ecr.RepositoryName;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds an earlier image of a module that says in a label what decided it. What cannot be asked or read has no such image. */
public final class LabelSearch {
    private final PublishedImages published;
    private final ListedImages listed;
    private final RepositoryName repository;

    /** @param repository where the module's images are */
    public LabelSearch(PublishedImages published, ListedImages listed, RepositoryName repository) {
        this.published = published;
        this.listed = listed;
        this.repository = repository;
    }

    /** In an engine: the image of that name, else the newest of that repository. */
    public static Optional<ContentLabel> inEngine(DockerEngine engine, ImageReference name) {
        return unlessRefused(() -> engine.labelOf(name, ContentLabel.NAME)).flatMap(ContentLabel::parse);
    }

    /**
     * In the repository: what runs, else the image of that tag, else the newest one with a content tag.
     *
     * @param running images that services run, from wherever
     */
    public Optional<ContentLabel> inRepository(Supplier<List<ImageReference>> running, Tag tag) {
        return ofRunning(running)
                .or(() -> label(() -> published.find(repository, tag)))
                .or(() -> label(() -> newest().flatMap(digest -> published.find(repository, digest))));
    }

    private Optional<ContentLabel> ofRunning(Supplier<List<ImageReference>> running) {
        return unlessRefused(() -> Optional.of(running.get())).stream()
                .flatMap(List::stream)
                .filter(image -> image.path().equals(repository.value()))
                .flatMap(image -> label(() -> find(image)).stream())
                .findFirst();
    }

    private Optional<PublishedImage> find(ImageReference image) {
        return image.digest().isPresent()
                ? published.find(repository, image.digest().get())
                : image.tag().flatMap(tag -> published.find(repository, tag));
    }

    private Optional<Digest> newest() {
        return listed.of(repository).images().stream()
                .filter(image -> image.archivedAt().isEmpty())
                .filter(image -> image.tags().stream().map(Tag::new).anyMatch(ContentKey::isContentTag))
                .max(Comparator.comparing(ListedImage::pushedAt))
                .map(ListedImage::digest);
    }

    private Optional<ContentLabel> label(Supplier<Optional<PublishedImage>> image) {
        return unlessRefused(() -> image.get().flatMap(found -> published.label(repository, found, ContentLabel.NAME)))
                .flatMap(ContentLabel::parse);
    }

    /** A name for what has changed is no reason to fail. */
    private static <T> Optional<T> unlessRefused(Supplier<Optional<T>> question) {
        try {
            return question.get();
        } catch (ActionableException refused) {
            return Optional.empty();
        }
    }
}
