package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.image.ImageReference;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads in a step's name which image it takes, as BuildKit's Dockerfile frontend calls such steps. */
final class UsedImage {
    /** {@code [build 1/4] FROM docker.io/library/maven:3@sha256:…}, {@code [context base] docker-image://…}. */
    private static final Pattern STEP = Pattern.compile("(?:^|] )(?:FROM |docker-image://)(?<image>\\S+)$");

    private UsedImage() {}

    static Optional<ImageReference> in(String stepName) {
        Matcher step = STEP.matcher(stepName);
        if (!step.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ImageReference.parse(step.group("image")));
        } catch (IllegalArgumentException notAnImage) {
            return Optional.empty();
        }
    }
}
