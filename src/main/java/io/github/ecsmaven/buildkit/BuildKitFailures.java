package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.grpc.GrpcException;
import io.github.ecsmaven.buildkit.grpc.GrpcStatus;
import io.github.ecsmaven.iam.AccessDenial;
import io.github.ecsmaven.iam.BuildPermissions;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageBuild;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a build with BuildKit can fail, each with its remedy. */
final class BuildKitFailures {
    private static final Pattern SOURCE_MISSING = Pattern.compile("^\"/[^\"]*\":? not found");
    private static final String DISK_FULL = "no space left on device";
    private static final List<String> REFUSALS =
            List.of("pull access denied", "unauthorized", "no basic auth", "authorization failed");
    /** Not any 401: identifiers of builds are hexadecimal. */
    private static final Pattern REFUSED_STATUS = Pattern.compile("status(?: code)?\\b[^,;]*\\b40[13]\\b");

    private static final List<String> UNREACHABLE = List.of("no such host", "i/o timeout", "connection refused");

    private final ImageBuild request;
    private final String builder;
    private final BuildProgress progress;
    private final SessionFailure failure;

    BuildKitFailures(ImageBuild request, String builder, BuildProgress progress, SessionFailure failure) {
        this.request = request;
        this.builder = builder;
        this.progress = progress;
        this.failure = failure;
    }

    /** What the solve ended with. */
    ActionableException of(IOException cause) {
        boolean lost = !(cause instanceof GrpcException ended) || ended.status() == GrpcStatus.UNAVAILABLE;
        if (lost && progress.failedStep().isEmpty()) {
            return connectionLost(request, builder, cause);
        }
        String error = sentence(String.valueOf(cause.getMessage()));
        String where =
                progress.failedStep().map(step -> " at step " + step.name()).orElse("");
        String problem = "The build of " + request.dockerfile() + " failed" + where + System.lineSeparator() + error;
        return new ActionableException(problem + placeOf(cause, error) + lastLines(), remedyFor(error), cause);
    }

    private String placeOf(Throwable cause, String error) {
        return FailurePlace.of(cause, error, progress.failedStep(), request.dockerfile())
                .map(place -> System.lineSeparator() + place.excerpt())
                .orElse("");
    }

    private String lastLines() {
        List<String> lines = progress.lastLines();
        if (lines.isEmpty()) {
            return "";
        }
        String newLine = System.lineSeparator();
        return newLine + "The last lines of its output:" + newLine + "  " + String.join(newLine + "  ", lines);
    }

    /** BuildKit wraps the error that counts into what it was doing. */
    private static String sentence(String description) {
        return description
                .replaceFirst("^failed to solve(: | with frontend \\S+: )", "")
                .replaceFirst("^failed to (build LLB|create LLB definition): ", "")
                .replaceFirst("^failed to compute cache key: ", "")
                .replaceFirst("^failed to calculate checksum of ref \\S+ ", "")
                .replaceFirst("^rpc error: code = \\w+ desc = ", "")
                .replaceFirst(": not found: not found$", ": not found")
                .replaceFirst(" not found: not found$", ": not found")
                .strip();
    }

    private String remedyFor(String error) {
        Optional<String> tooNew = OldFrontend.unknownIn(request, error);
        if (tooNew.isPresent()) {
            return tooNew.get() + " is newer than the Dockerfile frontend of " + builder
                    + ". Begin the Dockerfile with # syntax=docker/dockerfile:1, or name a mirror of that image with"
                    + " -Decs.buildArg.BUILDKIT_SYNTAX=…; or use a newer engine: 23 has heredocs and --link.";
        }
        String said = error.toLowerCase(Locale.ROOT);
        if (said.contains("target stage")) {
            return "Correct <target> (-Decs.target): it names a stage of the Dockerfile (FROM … AS name).";
        }
        if (SOURCE_MISSING.matcher(error).find()) {
            return "COPY and ADD find files in the build context " + request.contextDirectory()
                    + ", without what .dockerignore leaves out, or in the stage of their --from: correct the path or those.";
        }
        if (said.contains(DISK_FULL)
                || progress.lastLines().stream()
                        .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains(DISK_FULL))) {
            return "Make room where the builder keeps its data: docker builder prune, docker image prune.";
        }
        Optional<String> secret = failure.missingSecret();
        if (secret.isPresent()) {
            return "Give the build the secret: <buildSecrets><secret><id>" + secret.get()
                    + "</id><env>…</env></secret></buildSecrets>, or <file> instead of <env>.";
        }
        Optional<String> agent = failure.missingAgent();
        if (agent.isPresent()) {
            return "Let the build use your SSH agent: <ssh>" + agent.get() + "</ssh> (-Decs.ssh=" + agent.get()
                    + "), with SSH_AUTH_SOCK set.";
        }
        return AccessDenial.parse(error).map(denial -> allowing(denial)).orElseGet(() -> remedyForRegistry(said));
    }

    private static String allowing(AccessDenial denial) {
        return denial.remedy(BuildPermissions.PULL);
    }

    private String remedyForRegistry(String said) {
        if (REFUSALS.stream().anyMatch(said::contains)
                || REFUSED_STATUS.matcher(said).find()) {
            return "Give credentials for the registry: docker login <registry>, or a <server> with its host as <id> in"
                    + " settings.xml. A base image in Amazon ECR needs ecr:BatchGetImage and ecr:GetDownloadUrlForLayer.";
        }
        boolean unreachable = UNREACHABLE.stream().anyMatch(said::contains);
        boolean ofFrontend = progress.failedStep()
                .filter(step -> step.name().startsWith("resolve image config for "))
                .isPresent();
        if (unreachable && ofFrontend) {
            return "The builder cannot reach the registry of the frontend: see its network and proxy, leave # syntax= out, or"
                    + " name a mirror of the frontend with -Decs.buildArg.BUILDKIT_SYNTAX=….";
        }
        if (unreachable) {
            return "The builder cannot reach the registry: see its network and proxy, or pull the image before.";
        }
        return "Correct the Dockerfile; docker build -f " + request.dockerfile() + " " + request.contextDirectory()
                + " tries it without Maven.";
    }

    static ActionableException connectionLost(ImageBuild request, String builder, Throwable cause) {
        return new ActionableException(
                "The connection to " + builder + " was lost while it built " + request.dockerfile() + ": "
                        + reasonOf(cause) + ".",
                "See whether it still runs and what its log says, then build again.",
                cause);
    }

    static ActionableException interrupted(ImageBuild request) {
        return new ActionableException(
                "The build of " + request.dockerfile() + " was interrupted.", "Run Maven again.");
    }

    static ActionableException noImage(ImageBuild request) {
        return new ActionableException(
                "The build of " + request.dockerfile() + " ended without an image.",
                "Look at the builder's log; <builder>classic</builder> (-Decs.builder) builds without BuildKit.");
    }

    static ActionableException vanished(ImageBuild request, Digest id) {
        return new ActionableException(
                "The build of " + request.dockerfile() + " ended with the image " + id
                        + ", which the engine no longer has.",
                "Something removed it meanwhile (docker image prune, say); build again.");
    }

    /** The innermost thing that was said. */
    static String reasonOf(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        return inner instanceof IOException && message != null ? message : String.valueOf(inner);
    }
}
