package io.github.ecsmaven.ecr;

import io.github.ecsmaven.ActionableException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One rule about which images expire, as the user writes it. {@link LifecyclePolicy#of} checks it.
 *
 * @param selection which images it is about
 * @param tagPrefixes beginnings of tags; an image must have a tag for each of them
 * @param tagPatterns patterns of tags, where {@code *} stands for any characters; an image must have a tag for each of them
 * @param maximumAgeLimit days after their push that images expire
 * @param maximumNumberOfImages how many of the newest images stay
 * @param description the user's own words
 */
public record LifecycleRule(
        Selection selection,
        List<String> tagPrefixes,
        List<String> tagPatterns,
        Optional<Integer> maximumAgeLimit,
        Optional<Integer> maximumNumberOfImages,
        Optional<String> description) {

    /** Which images a rule is about. */
    public enum Selection {
        UNTAGGED,
        TAGGED,
        ANY;

        /**
         * Reads ECR's word, in any case.
         *
         * @throws ActionableException when there is no such selection
         */
        public static Selection parse(String text) {
            String wanted = text.trim().toUpperCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(known -> known.name().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new ActionableException(
                            "<lifecycle><rules><rule><selection> cannot be '" + text + "'.",
                            "Set it to untagged, tagged or any."));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public LifecycleRule {
        tagPrefixes = List.copyOf(tagPrefixes);
        tagPatterns = List.copyOf(tagPatterns);
    }
}
