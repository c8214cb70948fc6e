package io.github.ecsmaven.release;

import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.Tag;
import java.util.Optional;
import java.util.function.Function;

/** Decides whether an image is built: not when an image of the same content is where it is needed. */
public final class ImageDecider {
    private final Function<Tag, Optional<BuiltImage>> engine;
    private final Function<Tag, Optional<PublishedImage>> repository;
    private final Optional<ContentKey> earlier;

    /**
     * @param engine finds the image of a tag in the engine, where there is one
     * @param repository finds the image of a tag in the repository, where the run reaches it
     * @param earlier what decided the image that was built here last
     */
    public ImageDecider(
            Function<Tag, Optional<BuiltImage>> engine,
            Function<Tag, Optional<PublishedImage>> repository,
            Optional<ContentKey> earlier) {
        this.engine = engine;
        this.repository = repository;
        this.earlier = earlier;
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
                .or(() -> repository.apply(key.tag()).map(image -> new ImageDecision.InRepository(key, image)))
                .orElseGet(() -> new ImageDecision.Build(content, cause(key)));
    }

    private ImageDecision.Cause cause(ContentKey key) {
        return earlier.<ImageDecision.Cause>map(before -> new ImageDecision.Cause.Changed(key.changesFrom(before)))
                .orElseGet(ImageDecision.Cause.First::new);
    }
}
