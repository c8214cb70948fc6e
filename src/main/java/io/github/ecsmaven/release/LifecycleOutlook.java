package io.github.ecsmaven.release;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.ImageExpiry;
import io.github.ecsmaven.ecr.LifecyclePreview;
import io.github.ecsmaven.ecs.ImageUses.Unchecked;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a lifecycle policy will do to a repository, and to whom.
 *
 * @param question what was asked
 * @param at when it was asked
 * @param images how many images there are outside the archive, one for each index
 * @param now what goes at once; ECR's own word where there was a preview
 * @param inAWeek what goes in the next seven days after that
 * @param inAMonth what goes in the thirty days from now after that
 * @param atRisk what of all this is in use
 * @param unchecked what nobody could look at
 * @param noPreview why ECR gave no preview, where one was needed
 * @param previewDiffers whether the preview takes other images now than our own evaluation, which the days to come are taken from
 */
public record LifecycleOutlook(
        LifecycleQuestion question,
        Instant at,
        int images,
        List<ImageExpiry> now,
        List<ImageExpiry> inAWeek,
        List<ImageExpiry> inAMonth,
        List<ImageAtRisk> atRisk,
        List<Unchecked> unchecked,
        Optional<LifecyclePreview.Missing> noPreview,
        boolean previewDiffers) {
    private static final int ALL = 100;

    public LifecycleOutlook {
        now = List.copyOf(now);
        inAWeek = List.copyOf(inAWeek);
        inAMonth = List.copyOf(inAMonth);
        atRisk = List.copyOf(atRisk);
        unchecked = List.copyOf(unchecked);
    }

    /** Whether nothing goes in the next thirty days. */
    public boolean isQuiet() {
        return now.isEmpty() && inAWeek.isEmpty() && inAMonth.isEmpty();
    }

    /** How many of a hundred images expire at once, rounded up. */
    public int percent() {
        long expiring = now.stream().filter(expiry -> !expiry.archives()).count();
        return images == 0 ? 0 : Math.toIntExact((expiring * ALL + images - 1) / images);
    }

    /** A line for each image in use that goes. */
    public List<String> risks() {
        return atRisk.stream().map(risk -> risk.inWords(at)).toList();
    }

    /**
     * Stops what must not go on.
     *
     * @param mode what happens when images in use go
     * @param maxExpirePercent how many of a hundred images a policy that is put may take at once
     * @throws ActionableException when it would go too far, or ECR gave no preview of a policy that is to be put
     */
    public void require(OnReferencedImages mode, OptionalInt maxExpirePercent) {
        if (question.isPut() && maxExpirePercent.isPresent() && percent() > maxExpirePercent.getAsInt()) {
            throw tooMany(maxExpirePercent.getAsInt());
        }
        if (mode != OnReferencedImages.FAIL) {
            return;
        }
        if (!atRisk.isEmpty()) {
            throw inUse();
        }
        if (noPreview.isPresent()) {
            throw unseen(noPreview.get().why());
        }
    }

    private ActionableException tooMany(int most) {
        return new ActionableException(
                "The lifecycle policy for ECR repository '" + question.where().name() + "' would take " + now.size()
                        + " of " + images + " images at once, " + percent() + " %, and <maxExpirePercent> is " + most
                        + ". "
                        + undone(),
                "Correct <lifecycle>, or raise <maxExpirePercent> (-Decs.maxExpirePercent=" + percent()
                        + ") for this once, if they shall go.");
    }

    private ActionableException inUse() {
        String lines = String.join(
                "",
                risks().stream()
                        .map(risk -> System.lineSeparator() + "  " + risk)
                        .toList());
        return new ActionableException(
                "The lifecycle policy for ECR repository '" + question.where().name()
                        + "' takes images that are in use, and a" + " task that starts after that finds none. "
                        + undone() + lines,
                "Change <lifecycle> so that they stay (a larger <maximumNumberOfImages> or <maximumAgeLimit>, or a rule above for"
                        + " their tags), or bring the services to a newer image first;"
                        + " <onReferencedImages>warn</onReferencedImages> (-Decs.onReferencedImages=warn) goes on all the same.");
    }

    private ActionableException unseen(ActionableException why) {
        return new ActionableException(
                why.problem() + " So nobody knows what the policy would take of the images in use. " + undone(),
                why.remedy()
                        + " With <onReferencedImages>warn</onReferencedImages> (-Decs.onReferencedImages=warn) it is put"
                        + " unseen.",
                why);
    }

    private String undone() {
        if (!question.pushed().isEmpty()) {
            return "Nothing was pushed.";
        }
        return question.isPut() ? "The policy was not put." : "It is in force: ECR acts within a day.";
    }
}
