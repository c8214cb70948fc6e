package io.github.ecsmaven.mojo;

import io.github.ecsmaven.context.ContentChanges;
import io.github.ecsmaven.context.ContentKey;
import io.github.ecsmaven.context.ContentKey.Kind;
import io.github.ecsmaven.context.ContentKey.Part;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.release.ContentConfirmation.Objection;
import io.github.ecsmaven.release.ImageContent;
import io.github.ecsmaven.release.ImageDecision;
import io.github.ecsmaven.release.ImageDecision.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        if (build.cause() instanceof Cause.Changed changed && !changed.changes().isEmpty()) {
            return changes(changed.changes());
        }
        ContentKey key = ((ImageContent.Known) build.content()).key();
        if (build.cause() instanceof Cause.Archived) {
            return "the image with this content tag (" + key.tag() + ") is archived in ECR";
        }
        return "no image of this content (" + key.tag() + ") is there";
    }

    /** Why an image that was built gets no content tag. */
    static String inWords(Objection objection) {
        if (objection instanceof Objection.OtherBase other) {
            return "The image gets no content tag, for the base image " + other.base() + " was " + other.hashed()
                    + " before the build, and the build used "
                    + other.used().map(Digest::value).orElse("another") + ".";
        }
        if (objection instanceof Objection.Unhashed unhashed) {
            return "The image gets no content tag, for the build read " + named(unhashed.path())
                    + " of the context, and not only what COPY, ADD and RUN --mount of the Dockerfile name. ONBUILD"
                    + " instructions of a base image do, and the classic builder.";
        }
        if (objection instanceof Objection.UnhashedImage image) {
            return "The image gets no content tag, for the build took something of " + image.image()
                    + ", which the Dockerfile does not name. ONBUILD instructions of a base image do.";
        }
        return "The image gets no content tag, for while it was built something changed: "
                + changes(ContentChanges.of(((Objection.Changed) objection).parts()))
                + ". What is no part of the image belongs into .dockerignore.";
    }

    private static String named(String path) {
        return path.equals(".") ? "all" : "'" + path + "'";
    }

    /** What is not as it was, such as {@code context changed: target/app.jar}. */
    static String changes(ContentChanges changes) {
        Map<Kind, List<Part>> byKind = changes.parts().stream()
                .collect(Collectors.groupingBy(Part::kind, TreeMap::new, Collectors.toCollection(ArrayList::new)));
        changes.removed().keySet().forEach(kind -> byKind.computeIfAbsent(kind, none -> new ArrayList<>()));
        return byKind.entrySet().stream()
                .map(entry -> changed(
                        entry.getKey(), entry.getValue(), changes.removed().getOrDefault(entry.getKey(), 0)))
                .collect(Collectors.joining("; "));
    }

    private static String changed(Kind kind, List<Part> parts, int removed) {
        String names = parts.stream()
                .map(Part::name)
                .filter(name -> !name.isEmpty())
                .limit(NAMED)
                .collect(Collectors.joining(", "));
        String more = parts.size() > NAMED ? " and " + (parts.size() - NAMED) + " more" : "";
        String what = Stream.of(names + more, removed(kind, removed))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return inWords(kind) + " changed" + (what.isEmpty() ? "" : ": " + what);
    }

    /** Of what is gone a label knows no names, nor which were directories. */
    private static String removed(Kind kind, int number) {
        if (number == 0) {
            return "";
        }
        String what = kind == Kind.CONTEXT ? number == 1 ? " path" : " paths" : "";
        return number + what + " removed";
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
