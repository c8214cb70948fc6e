package io.github.ecsmaven.mojo;

import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.context.ContentKey.Kind;
import io.github.ecsmaven.context.ContentKey.Part;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.release.ContentConfirmation.Objection;
import io.github.ecsmaven.release.ImageContent;
import io.github.ecsmaven.release.ImageDecision;
import io.github.ecsmaven.release.ImageDecision.Cause;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says why an image is built. */
final class BuildCauses {
    private static final int NAMED = 3;

    private BuildCauses() {}

    static String inWords(ImageDecision.Build build) {
        if (build.cause() instanceof Cause.Untagged untagged) {
            return "The image is built every time and has no content tag: " + untagged.reason();
        }
        return "The image is built: " + why(build) + ".";
    }

    /** The reason as the rest of a sentence. */
    static String why(ImageDecision.Build build) {
        if (build.cause() instanceof Cause.Untagged untagged) {
            return "every time, without a content tag: " + untagged.reason().replaceFirst("\\.$", "");
        }
        if (build.cause() instanceof Cause.Forced) {
            return "<force> (-Decs.force) is set";
        }
        if (build.cause() instanceof Cause.Changed changed && !changed.parts().isEmpty()) {
            return changes(changed.parts());
        }
        ContentKey key = ((ImageContent.Known) build.content()).key();
        return "no image of this content (" + key.tag() + ") is there";
    }

    /** Why an image that was built gets no content tag. */
    static String inWords(Objection objection) {
        if (objection instanceof Objection.OtherBase other) {
            return "The image gets no content tag, for the base image " + other.base() + " was " + other.hashed()
                    + " before the build, and the build used "
                    + other.used().map(Digest::value).orElse("another") + ".";
        }
        return "The image gets no content tag, for while it was built something changed: "
                + changes(((Objection.Changed) objection).parts())
                + ". What is no part of the image belongs into .dockerignore.";
    }

    /** What is not as it was, such as {@code context changed: target/app.jar}. */
    static String changes(List<Part> parts) {
        Map<Kind, List<Part>> byKind =
                parts.stream().collect(Collectors.groupingBy(Part::kind, TreeMap::new, Collectors.toList()));
        return byKind.entrySet().stream()
                .map(entry -> changed(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String changed(Kind kind, List<Part> parts) {
        String names = parts.stream()
                .map(Part::name)
                .filter(name -> !name.isEmpty())
                .limit(NAMED)
                .collect(Collectors.joining(", "));
        String more = parts.size() > NAMED ? " and " + (parts.size() - NAMED) + " more" : "";
        return inWords(kind) + " changed" + (names.isEmpty() ? "" : ": " + names + more);
    }

    private static String inWords(Kind kind) {
        return switch (kind) {
            case DOCKERFILE -> "Dockerfile";
            case CONTEXT -> "context";
            case BASE_IMAGE -> "base image";
            case FRONTEND -> "frontend (# syntax)";
            case BUILD_ARGUMENT -> "build argument";
            case TARGET -> "target stage";
            case PLATFORM -> "platform";
            case LABEL -> "label";
            case NETWORK -> "network";
            case EXTRA_HOST -> "extra host";
            case BUILD_CONTEXT -> "build context";
            case SECRET -> "build secret";
            case ATTESTATION -> "attestation";
        };
    }
}
