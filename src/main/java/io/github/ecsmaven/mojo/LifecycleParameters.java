package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.LifecyclePolicy;
import io.github.ecsmaven.ecr.LifecycleRule;
import io.github.ecsmaven.ecr.LifecycleRule.Selection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code <lifecycle>}. */
public final class LifecycleParameters {
    private @Nullable List<RuleParameters> rules;

    LifecyclePolicy toPolicy() {
        return LifecyclePolicy.of(
                rules == null
                        ? List.of()
                        : rules.stream().map(RuleParameters::toRule).toList());
    }

    /** {@code <rule>} in {@code <lifecycle><rules>}. */
    public static final class RuleParameters {
        private @Nullable String selection;
        private @Nullable List<String> tagPrefixes;
        private @Nullable List<String> tagPatterns;
        private @Nullable Integer maximumAgeLimit;
        private @Nullable Integer maximumNumberOfImages;
        private @Nullable String description;

        LifecycleRule toRule() {
            if (selection == null) {
                throw new ActionableException(
                        "A <rule> in <lifecycle><rules> has no <selection>.", "Set it to untagged, tagged or any.");
            }
            return new LifecycleRule(
                    Selection.parse(selection),
                    tagPrefixes == null ? List.of() : tagPrefixes,
                    tagPatterns == null ? List.of() : tagPatterns,
                    Optional.ofNullable(maximumAgeLimit),
                    Optional.ofNullable(maximumNumberOfImages),
                    Optional.ofNullable(description));
        }
    }
}
