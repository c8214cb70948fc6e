package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.ImageExpiry;
import io.github.ecsmaven.ecr.LifecyclePolicy;
import io.github.ecsmaven.ecr.LifecyclePolicyChange;
import io.github.ecsmaven.ecr.LifecyclePreview;
import io.github.ecsmaven.ecr.LifecycleRule;
import io.github.ecsmaven.ecr.ListedImage;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecr.RepositoryName;
import io.github.ecsmaven.ecs.ImageSearch;
import io.github.ecsmaven.ecs.ImageUse;
import io.github.ecsmaven.ecs.ImageUses.Unchecked;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.release.ImageAtRisk;
import io.github.ecsmaven.release.LifecycleOutlook;
import io.github.ecsmaven.release.LifecycleQuestion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Everything that is said about images that a lifecycle policy takes: {@code src/test/resources/mojo/lifecycle-log.txt}. */
class LifecycleLogTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final RepositoryName NAME = new RepositoryName("team/shop");
    private static final LifecyclePolicy POLICY = LifecyclePolicy.of(List.of(new LifecycleRule(
            LifecycleRule.Selection.ANY, List.of(), List.of(), Optional.empty(), Optional.of(2), Optional.empty())));
    private static final LifecycleQuestion QUESTION = LifecycleQuestion.about(
            RepositoryLocation.of(NAME),
            new LifecyclePolicyChange.Put(NAME, Optional.empty(), POLICY),
            new ImageSearch(List.of(), List.of(), OptionalInt.empty()));

    private final RecordingLog maven = new RecordingLog(new Terminal());
    private final LifecycleLog log = new LifecycleLog(maven);

    private static List<ImageExpiry> expiries(int number, boolean archives, Duration in) {
        return IntStream.range(0, number)
                .mapToObj(it -> new ImageExpiry(
                        new ListedImage(
                                new Digest("sha256:" + String.valueOf(it).repeat(64)),
                                List.of("1." + it, "c-" + it, "stable", "blue"),
                                NOW,
                                false,
                                Optional.empty(),
                                Optional.empty()),
                        POLICY.sentence(1),
                        archives,
                        NOW.plus(in)))
                .toList();
    }

    private static LifecycleOutlook outlook(
            int images, List<ImageExpiry> now, List<ImageExpiry> inAWeek, List<ImageExpiry> inAMonth) {
        return new LifecycleOutlook(
                QUESTION, NOW, images, now, inAWeek, inAMonth, List.of(), List.of(), Optional.empty(), false);
    }

    @Test
    void everything() {
        maven.when("there is nothing yet");
        log.outlook(outlook(0, List.of(), List.of(), List.of()));
        maven.when("nothing goes");
        log.outlook(outlook(1, List.of(), List.of(), List.of()));
        log.outlook(outlook(57, List.of(), List.of(), List.of()));
        maven.when("some go");
        log.outlook(outlook(
                57,
                expiries(3, false, Duration.ZERO),
                expiries(2, false, Duration.ofDays(5)),
                expiries(1, true, Duration.ofDays(20))));
        maven.when("images in use go, and the user wants it");
        log.warnings(atRisk());
        maven.when("there was no preview, and the user wants it");
        log.warnings(unseen());
        maven.when("not everything could be looked at");
        log.doubts(unseen());
        maven.when("no rule is about content tags");
        log.uncoveredContentTags("team/shop");

        GoldenFile.assertReads("lifecycle-log.txt", maven.text());
    }

    private static LifecycleOutlook atRisk() {
        ImageReference image = ImageReference.parse("123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/shop:1.0");
        String service = "service 'shop' in cluster 'prod'";
        List<ImageAtRisk> risks = List.of(
                new ImageAtRisk(
                        expiries(1, false, Duration.ZERO).get(0),
                        List.of(
                                new ImageUse(service, ImageUse.Kind.CURRENT, image),
                                new ImageUse("revision shop:7", ImageUse.Kind.KEPT, image),
                                new ImageUse("task 1f2e in cluster 'prod'", ImageUse.Kind.TASK, image)),
                        false),
                new ImageAtRisk(
                        expiries(1, true, Duration.ofHours(30)).get(0),
                        List.of(
                                new ImageUse(service, ImageUse.Kind.ROLLBACK, image),
                                new ImageUse("service 'old' in cluster 'prod'", ImageUse.Kind.TASK, image)),
                        false),
                new ImageAtRisk(
                        expiries(1, false, Duration.ofHours(24)).get(0),
                        List.of(new ImageUse(service, ImageUse.Kind.NEXT, image)),
                        true));
        return new LifecycleOutlook(
                QUESTION, NOW, 3, List.of(), List.of(), List.of(), risks, List.of(), Optional.empty(), false);
    }

    private static LifecycleOutlook unseen() {
        return new LifecycleOutlook(
                QUESTION,
                NOW,
                3,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Unchecked(
                        "the tasks of cluster 'prod'", "Could not look at them: ci may not ecs:ListTasks.")),
                Optional.of(new LifecyclePreview.Missing(
                        LifecyclePreview.Reason.TIMED_OUT,
                        new ActionableException("ECR's preview has not ended.", "Try again in a few minutes."))),
                true);
    }
}
