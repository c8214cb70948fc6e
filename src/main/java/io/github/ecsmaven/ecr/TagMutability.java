package io.github.ecsmaven.ecr;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a tag may be moved to another image (ECR user guide, "Image tag mutability").
 *
 * @param mode the repository's rule
 * @param exclusions tags that the rule does not hold for, where {@code *} stands for any characters; at most five
 */
public record TagMutability(Mode mode, List<String> exclusions) {
    private static final int MAX_EXCLUSIONS = 5;
    private static final Pattern FILTER = Pattern.compile("[0-9a-zA-Z._*-]{1,128}");

    /** The repository's rule, in ECR's words. */
    public enum Mode {
        MUTABLE,
        IMMUTABLE,
        IMMUTABLE_WITH_EXCLUSION,
        MUTABLE_WITH_EXCLUSION;

        boolean hasExclusions() {
            return this == IMMUTABLE_WITH_EXCLUSION || this == MUTABLE_WITH_EXCLUSION;
        }
    }

    /** @throws ActionableException when ECR would refuse rule and exclusions */
    public TagMutability {
        exclusions = exclusions.stream().sorted().distinct().toList();
        if (mode.hasExclusions() == exclusions.isEmpty()) {
            throw refusal(
                    mode.hasExclusions()
                            ? mode + " needs at least one exclusion"
                            : mode + " takes no exclusions (" + mode + "_WITH_EXCLUSION does)");
        }
        if (exclusions.size() > MAX_EXCLUSIONS) {
            throw refusal("there are " + exclusions.size() + " exclusions, and " + MAX_EXCLUSIONS + " are allowed");
        }
        for (String filter : exclusions) {
            if (!FILTER.matcher(filter).matches()) {
                throw refusal("the exclusion '" + filter + "' has other characters than letters, digits and . _ * -");
            }
        }
    }

    /** A rule without exclusions. */
    public static TagMutability of(Mode mode) {
        return new TagMutability(mode, List.of());
    }

    /**
     * Reads ECR's word for a rule, in any case.
     *
     * @throws ActionableException when there is no such rule
     */
    public static TagMutability parse(String mode, List<String> exclusions) {
        String wanted = mode.trim().toUpperCase(Locale.ROOT);
        return Arrays.stream(Mode.values())
                .filter(known -> known.name().equals(wanted))
                .findFirst()
                .map(known -> new TagMutability(known, exclusions))
                .orElseThrow(() -> refusal("there is no '" + mode + "'"));
    }

    /** Whether ECR refuses to move this tag once it is there. */
    public boolean isImmutable(Tag tag) {
        boolean excluded = exclusions.stream().anyMatch(filter -> matches(filter, tag));
        boolean immutable = mode == Mode.IMMUTABLE || mode == Mode.IMMUTABLE_WITH_EXCLUSION;
        return immutable != excluded;
    }

    private static boolean matches(String filter, Tag tag) {
        String expression =
                Arrays.stream(filter.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.matches(expression, tag.value());
    }

    private static ActionableException refusal(String reason) {
        return new ActionableException(
                "<imageTagMutability> is not one that ECR takes: " + reason + ".",
                "Set it to MUTABLE, IMMUTABLE, or IMMUTABLE_WITH_EXCLUSION or MUTABLE_WITH_EXCLUSION with one to five"
                        + " exclusions such as dev-*.");
    }

    @Override
    public String toString() {
        return exclusions.isEmpty() ? mode.name() : mode + " " + String.join(", ", exclusions);
    }
}
