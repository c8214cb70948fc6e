package io.github.ecsmaven.release;

import io.github.ecsmaven.context.ContentChanges;
import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.context.ContentSummary;
import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.ecr.TaggedImages;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.Tag;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Decides whether an image is built: not when an image of the same content is where it is needed. */
public final class ImageDecider {
    private final Function<Tag, Optional<BuiltImage>> engine;
    private final Function<Tag, TaggedImages> repository;
    private final Optional<ContentKey> earlier;
    private final Supplier<Optional<ContentSummary>> summaries;

    /**
     * @param engine finds the image of a tag in the engine, where there is one
     * @param repository finds the image of a tag in the repository, where the run reaches it
     * @param earlier what decided the image that was built here last
     * @param summaries finds what is kept of an image that was built elsewhere; asked only before a build, when nothing was built here
     */
    public ImageDecider(
            Function<Tag, Optional<BuiltImage>> engine,
            Function<Tag, TaggedImages> repository,
            Optional<ContentKey> earlier,
            Supplier<Optional<ContentSummary>> summaries) {
        this.engine = engine;
        this.repository = repository;
        this.earlier = earlier;
        this.summaries = summaries;
    }

    /** @param force whether the user wants a build in any case */
    public ImageDecision decide(ImageContent content, boolean force) {
        if (content instanceof ImageContent.Unknown unknown) {
            return new ImageDecision.Build(content, new ImageDecision.Cause.Untagged(unknown.reason()));
        }
        if (force) {
            return new ImageDecision.Build(content, new ImageDecision.Cause.Forced());
        }
        ContentKey key = ((ImageContent.Known) content).key();
        return engine.apply(key.tag())
                .<ImageDecision>map(image -> new ImageDecision.InEngine(key, image))
                .orElseGet(() -> byRepository(content, key));
    }

    private ImageDecision byRepository(ImageContent content, ContentKey key) {
        TaggedImages there = repository.apply(key.tag());
        PublishedImage image = there.images().get(key.tag());
        if (image != null) {
            return new ImageDecision.InRepository(key, image);
        }
        boolean archived = there.archived().contains(key.tag());
        return new ImageDecision.Build(content, archived ? new ImageDecision.Cause.Archived() : cause(key));
    }

    private ImageDecision.Cause cause(ContentKey key) {
        return earlier.map(before -> ContentChanges.of(key.changesFrom(before)))
                .or(() -> summaries.get().map(summary -> summary.changesTo(key)))
                .<ImageDecision.Cause>map(ImageDecision.Cause.Changed::new)
                .orElseGet(ImageDecision.Cause.First::new);
    }
}
