package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.release.OnReferencedImages;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a lifecycle policy may do.
 *
 * @param mode what happens to images in use, where the user says it
 * @param clusters where else they may be in use
 * @param maxExpirePercent how many of a hundred images a policy that is put may take at once
 */
record LifecycleLimits(Optional<OnReferencedImages> mode, List<String> clusters, OptionalInt maxExpirePercent) {
    private static final int ALL = 100;

    LifecycleLimits {
        clusters = List.copyOf(clusters);
    }

    /** @throws ActionableException when an element has a value that it cannot have */
    static LifecycleLimits of(
            @Nullable String onReferencedImages, @Nullable List<String> clusters, @Nullable Integer maxExpirePercent) {
        if (maxExpirePercent != null && (maxExpirePercent < 0 || maxExpirePercent > ALL)) {
            throw new ActionableException(
                    "<maxExpirePercent> is " + maxExpirePercent + ", and it can be 0 to " + ALL + ".",
                    "Set <maxExpirePercent> (-Decs.maxExpirePercent) to a number in that range, or leave it out for no"
                            + " limit.");
        }
        return new LifecycleLimits(
                Optional.ofNullable(onReferencedImages).map(LifecycleLimits::mode),
                clusters == null
                        ? List.of()
                        : clusters.stream().map(String::trim).toList(),
                maxExpirePercent == null ? OptionalInt.empty() : OptionalInt.of(maxExpirePercent));
    }

    private static OnReferencedImages mode(String text) {
        return Arrays.stream(OnReferencedImages.values())
                .filter(mode -> mode.name().equals(text.trim().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new ActionableException(
                        "<onReferencedImages> is '" + text + "', and it can be fail, warn or ignore.",
                        "Correct <onReferencedImages> (-Decs.onReferencedImages)."));
    }

    OnReferencedImages onReferencedImages() {
        return mode.orElse(OnReferencedImages.FAIL);
    }

    /** Whether a policy is looked at that this project does not put. */
    boolean watchesOthersPolicies() {
        return mode.filter(it -> it != OnReferencedImages.IGNORE).isPresent();
    }
}
