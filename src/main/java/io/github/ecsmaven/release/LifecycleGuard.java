package io.github.ecsmaven.release;

import io.github.ecsmaven.ecr.EcrRegistry;
import io.github.ecsmaven.ecr.ImageExpiry;
import io.github.ecsmaven.ecr.LifecycleForecast;
import io.github.ecsmaven.ecr.LifecyclePolicy;
import io.github.ecsmaven.ecr.LifecyclePreview;
import io.github.ecsmaven.ecr.LifecyclePreviews;
import io.github.ecsmaven.ecr.ListedImage;
import io.github.ecsmaven.ecr.ListedImages;
import io.github.ecsmaven.ecr.Repositories;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.ecr.RepositoryContents;
import io.github.ecsmaven.ecs.ImageSearch;
import io.github.ecsmaven.ecs.ImageUse;
import io.github.ecsmaven.ecs.ImageUses;
import io.github.ecsmaven.ecs.ImageUses.Unchecked;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out what a lifecycle policy takes, now and in thirty days, and whether ECS uses any of it. It asks as little as it can: ECR for a
 * preview only of a policy that is to be put, and ECS only where something goes.
 */
public final class LifecycleGuard {
    /** Stands for the image that is not there yet. */
    static final Digest PUSHED = new Digest("sha256:" + "0".repeat(64));

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);

    private final ListedImages listed;
    private final Repositories repositories;
    private final LifecyclePreviews previews;
    private final ImageSearcher users;
    private final InstantSource clock;

    /** Looks for those who use images. */
    @FunctionalInterface
    public interface ImageSearcher {
        ImageUses find(ImageSearch search, Predicate<ImageReference> matters);
    }

    public LifecycleGuard(EcrRegistry registry, ImageSearcher users) {
        this(registry, new LifecyclePreviews(registry), users, InstantSource.system());
    }

    LifecycleGuard(EcrRegistry registry, LifecyclePreviews previews, ImageSearcher users, InstantSource clock) {
        this.listed = new ListedImages(registry);
        this.repositories = new Repositories(registry);
        this.previews = previews;
        this.users = users;
        this.clock = clock;
    }

    /**
     * Looks. Nothing is refused here: {@link LifecycleOutlook#require} does that.
     *
     * @throws io.github.ecsmaven.ActionableException when ECR does not tell which images there are
     */
    public LifecycleOutlook look(LifecycleQuestion question) {
        RepositoryContents there = listed.of(question.where().name());
        if (!question.previews() || there.images().isEmpty()) {
            return look(question, there, Optional.empty());
        }
        // The preview takes seconds; meanwhile there is time for the rest.
        Meanwhile<LifecyclePreview> preview = new Meanwhile<>(
                "ecr-lifecycle-preview", () -> previews.of(question.where().name(), question.policy()));
        try {
            return look(question, there, Optional.of(preview));
        } finally {
            preview.cancel();
        }
    }

    private LifecycleOutlook look(
            LifecycleQuestion question, RepositoryContents listing, Optional<Meanwhile<LifecyclePreview>> preview) {
        Instant now = clock.instant();
        RepositoryContents there = listing;
        Foresight ahead = new Foresight(question.policy(), there, now);
        if (there.hasIndexes() && !ahead.until(MONTH).isEmpty()) {
            there = listed.withIndexes(question.where().name(), there);
            ahead = new Foresight(question.policy(), there, now);
        }
        RepositoryContents then = afterPush(question, there, now);
        Foresight afterPush = then.equals(there) ? ahead : new Foresight(question.policy(), then, now);
        return new Crossing(question, now, ahead, afterPush, preview.map(Meanwhile::result)).outlook();
    }

    /** An image is new when one of its tags is; where all are there, that they will move is not known before the push. */
    private static RepositoryContents afterPush(LifecycleQuestion question, RepositoryContents there, Instant now) {
        List<Tag> tags = question.pushed();
        if (tags.stream().allMatch(tag -> there.digestOf(tag).isPresent())) {
            return there;
        }
        return there.withPush(new ListedImage(
                PUSHED, tags.stream().map(Tag::value).toList(), now, false, Optional.empty(), Optional.empty()));
    }

    /** Our own evaluation of what is or will be there. */
    private record Foresight(RepositoryContents contents, LifecycleForecast forecast, Instant now) {
        Foresight(LifecyclePolicy policy, RepositoryContents contents, Instant now) {
            this(contents, LifecycleForecast.of(policy, contents, now), now);
        }

        List<ImageExpiry> until(Duration later) {
            return forecast.until(now.plus(later));
        }
    }

    /** What goes, crossed with what is used. */
    private final class Crossing {
        private final LifecycleQuestion question;
        private final Instant now;
        private final Foresight before;
        private final Foresight after;
        private final Optional<LifecyclePreview> preview;

        Crossing(
                LifecycleQuestion question,
                Instant now,
                Foresight before,
                Foresight after,
                Optional<LifecyclePreview> preview) {
            this.question = question;
            this.now = now;
            this.before = before;
            this.after = after;
            this.preview = preview;
        }

        LifecycleOutlook outlook() {
            List<ImageExpiry> atOnce = previewed().orElseGet(() -> after.until(Duration.ZERO));
            List<ImageExpiry> inAWeek = rest(after.until(WEEK), atOnce);
            List<ImageExpiry> soon = together(atOnce, inAWeek);
            List<ImageExpiry> inAMonth = rest(after.until(MONTH), soon);
            List<ImageExpiry> all = together(soon, inAMonth);
            ImageUses uses = all.isEmpty() || !question.asksEcs() ? ImageUses.none() : uses();
            return new LifecycleOutlook(
                    question,
                    now,
                    (int) before.contents().whole().stream()
                            .filter(image -> image.archivedAt().isEmpty())
                            .count(),
                    atOnce,
                    inAWeek,
                    inAMonth,
                    all.isEmpty() || uses.uses().isEmpty() ? List.of() : atRisk(all, uses),
                    unchecked(all, uses),
                    preview.filter(LifecyclePreview.Missing.class::isInstance)
                            .map(LifecyclePreview.Missing.class::cast),
                    previewed()
                            .filter(there -> !digests(there).equals(digests(before.until(Duration.ZERO))))
                            .isPresent());
        }

        private Optional<List<ImageExpiry>> previewed() {
            return preview.filter(LifecyclePreview.Complete.class::isInstance)
                    .map(LifecyclePreview.Complete.class::cast)
                    .map(complete ->
                            complete.images().stream().map(this::expiry).toList());
        }

        private ImageExpiry expiry(LifecyclePreview.Taken taken) {
            ListedImage image = after.contents()
                    .find(taken.image())
                    .orElseGet(() ->
                            new ListedImage(taken.image(), List.of(), now, false, Optional.empty(), Optional.empty()));
            return new ImageExpiry(image, question.policy().sentence(taken.rule()), taken.archives(), now);
        }

        private ImageUses uses() {
            ImageUses found = question.search().isEmpty()
                    ? ImageUses.none()
                    : users.find(question.search(), image -> image.path()
                            .equals(question.where().name().value()));
            return question.next()
                    .map(image -> found.and(new ImageUses(
                            question.search().services().stream()
                                    .map(service -> new ImageUse(service.toString(), ImageUse.Kind.NEXT, image))
                                    .collect(Collectors.toSet()),
                            List.of())))
                    .orElse(found);
        }

        private List<ImageAtRisk> atRisk(List<ImageExpiry> all, ImageUses uses) {
            Optional<Repository> repository = repositories.find(question.where());
            return repository
                    .map(it -> new UsedImages(it.uri(), after.contents()).cross(all, uses.uses()))
                    .orElse(List.of());
        }

        private List<Unchecked> unchecked(List<ImageExpiry> all, ImageUses uses) {
            List<Unchecked> unchecked = new ArrayList<>(uses.unchecked());
            if (!all.isEmpty() && question.asksEcs() && question.search().isEmpty()) {
                unchecked.add(new Unchecked("which images ECS uses", "no cluster is named."));
            }
            after.forecast()
                    .unknownRules()
                    .forEach(rule -> unchecked.add(new Unchecked(
                            "what rule " + rule + " of the lifecycle policy takes",
                            "it counts in a way not known here.")));
            return unchecked;
        }
    }

    private static List<ImageExpiry> rest(List<ImageExpiry> all, List<ImageExpiry> without) {
        Set<Digest> known = digests(without);
        return all.stream()
                .filter(expiry -> !known.contains(expiry.image().digest()))
                .toList();
    }

    private static List<ImageExpiry> together(List<ImageExpiry> some, List<ImageExpiry> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static Set<Digest> digests(List<ImageExpiry> expiries) {
        return expiries.stream().map(expiry -> expiry.image().digest()).collect(Collectors.toSet());
    }
}
