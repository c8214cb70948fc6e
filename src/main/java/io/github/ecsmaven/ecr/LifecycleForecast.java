package io.github.ecsmaven.ecr;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a lifecycle policy will do to the images of a repository, worked out from the dates of their pushes, for as long as nothing else
 * is pushed. ECR's own preview knows of this moment alone.
 *
 * @param expiries each image that goes one day, the first to go first
 * @param unknownRules priorities of rules that count in a way not known here
 */
public record LifecycleForecast(List<ImageExpiry> expiries, List<Integer> unknownRules) {
    public LifecycleForecast {
        expiries = List.copyOf(expiries);
        unknownRules = List.copyOf(unknownRules);
    }

    /**
     * Rules act in the order of their priority. At most one acts on an image: one that an earlier rule is about is out of reach for the
     * later ones, which count it nevertheless (ECR user guide, "Lifecycle policy evaluation rules").
     */
    public static LifecycleForecast of(LifecyclePolicy policy, RepositoryContents contents, Instant now) {
        List<ListedImage> images = contents.whole();
        List<ImageExpiry> expiries = new ArrayList<>();
        List<Integer> unknown = new ArrayList<>();
        Set<ListedImage> taken = new HashSet<>();
        for (ForecastRule rule : policy.rules().stream().map(ForecastRule::of).toList()) {
            if (rule.isUnknown()) {
                unknown.add(rule.priority());
            }
            String words = policy.sentence(rule.priority());
            List<ListedImage> matching = images.stream().filter(rule::takes).toList();
            rule.due(matching, now).forEach((image, at) -> {
                if (!taken.contains(image)) {
                    expiries.add(new ImageExpiry(image, words, rule.archives(), at));
                }
            });
            taken.addAll(matching);
        }
        expiries.sort(Comparator.comparing(ImageExpiry::at));
        return new LifecycleForecast(expiries, unknown);
    }

    /** What goes until then. */
    public List<ImageExpiry> until(Instant end) {
        return expiries.stream().filter(expiry -> !expiry.at().isAfter(end)).toList();
    }
}
