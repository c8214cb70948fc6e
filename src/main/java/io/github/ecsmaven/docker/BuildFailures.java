package io.github.ecsmaven.docker;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.context.Dockerfile;
import io.github.ecsmaven.context.Instruction;
import io.github.ecsmaven.iam.AccessDenial;
import io.github.ecsmaven.iam.BuildPermissions;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.ImageBuild;
import io.github.ecsmaven.image.Platform;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a classic build can fail, each with its remedy. */
final class BuildFailures {
    private static final String ELSEWHERE =
            "Write it without that, or build with BuildKit: <builder>auto</builder> (-Decs.builder) with a Docker Engine, or <buildkitHost>.";

    private static final String DISK_FULL = "no space left on device";

    private BuildFailures() {}

    /** The stream told an error, or ended without an image. */
    static ActionableException of(ImageBuild request, Dockerfile dockerfile, BuildOutput output) {
        String error = output.error().orElse("it ended without an image");
        String where = output.step().map(step -> " at step " + step).orElse("");
        String problem = "The build of " + request.dockerfile() + " failed" + where + System.lineSeparator() + error;
        // A command that filled the disk said so in its output; the error is its exit code.
        boolean diskFull = output.lastLines().stream().anyMatch(BuildFailures::saysThatTheDiskIsFull);
        return new ActionableException(
                problem + shown(output.lastLines()), remedyFor(request, dockerfile, diskFull ? DISK_FULL : error));
    }

    /** The engine refused the request itself. */
    static ActionableException refused(ImageBuild request, Dockerfile dockerfile, String sentence, Throwable cause) {
        return new ActionableException(
                "The engine refused to build " + request.dockerfile() + ": " + sentence,
                remedyFor(request, dockerfile, sentence),
                cause);
    }

    static ActionableException ofContext(ImageBuild request, Throwable cause) {
        return new ActionableException(
                "The build context " + request.contextDirectory() + " could not be sent: "
                        + EngineUnreachable.reasonOf(cause) + ".",
                "Make its files readable, or leave them out with "
                        + request.contextDirectory().resolve(".dockerignore") + ".",
                cause);
    }

    static ActionableException interrupted(ImageBuild request) {
        return new ActionableException(
                "The build of " + request.dockerfile() + " was interrupted.", "Run Maven again.");
    }

    static ActionableException vanished(ImageBuild request, String id) {
        return new ActionableException(
                "The build of " + request.dockerfile() + " ended with the image " + id
                        + ", which the engine no longer has.",
                "Something removed it meanwhile (docker image prune, say); build again.");
    }

    static ActionableException otherPlatform(ImageBuild request, Platform wanted, BuiltImage image) {
        return new ActionableException(
                "The build of " + request.dockerfile() + " was to be for " + wanted + ", but its image is for "
                        + image.platform()
                        + ": the engine took base images of another platform, or ignores the platform.",
                "Set <pull>true</pull> (-Decs.pull) so that base images of " + wanted
                        + " are fetched, and once <noCache> (-Decs.noCache),"
                        + " since the classic builder's cache mixes platforms; or set <platform> (-Decs.platform) to "
                        + image.platform() + ".");
    }

    static ActionableException severalPlatforms(ImageBuild request) {
        return new ActionableException(
                "The engine's classic builder cannot build for several platforms at once: " + request.platforms() + ".",
                "Name one platform, or a BuildKit daemon with <buildkitHost> (-Decs.buildkitHost).");
    }

    static ActionableException heredoc(ImageBuild request, Instruction instruction) {
        return new ActionableException(
                "The engine's classic builder cannot do this in " + request.dockerfile() + ": " + instruction.keyword()
                        + " << (line " + instruction.line()
                        + "). It knows no heredocs, and builds without their text where it does not fail.",
                ELSEWHERE);
    }

    static ActionableException optionsOfBuildKit(List<String> elements) {
        return new ActionableException(
                "Only BuildKit can do what <" + String.join(">, <", elements)
                        + "> asks for, and the classic builder is to build.",
                "Set <builder> to auto or buildkit (-Decs.builder), unset DOCKER_BUILDKIT=0, or name a BuildKit daemon with"
                        + " <buildkitHost>.");
    }

    private static String shown(List<String> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        String newLine = System.lineSeparator();
        return newLine + "The last lines of its output:" + newLine + "  " + String.join(newLine + "  ", lines);
    }

    private static String remedyFor(ImageBuild request, Dockerfile dockerfile, String error) {
        if (saysThatTheDiskIsFull(error)) {
            return "Make room where the engine keeps its data: docker builder prune, docker image prune.";
        }
        Optional<String> needed = BuildKitSymptom.behind(error, dockerfile);
        if (needed.isPresent()) {
            return "The engine's classic builder cannot do this: " + needed.get() + ". " + ELSEWHERE;
        }
        Optional<AccessDenial> denial = AccessDenial.parse(error);
        if (denial.isPresent()) {
            return allowing(denial.get());
        }
        String said = error.toLowerCase(Locale.ROOT);
        if (said.contains("no basic auth credentials")
                || said.contains("pull access denied")
                || said.contains("unauthorized")) {
            return "Give credentials for the registry of the base image: docker login <registry>, or a <server> with its host as"
                    + " <id> in settings.xml. A base image in Amazon ECR needs ecr:BatchGetImage and ecr:GetDownloadUrlForLayer.";
        }
        if (said.contains("no such host") || said.contains("i/o timeout") || said.contains("connection refused")) {
            return "The engine cannot reach the registry of a base image: see its network and proxy, or pull the image"
                    + forPlatformOf(request) + " before.";
        }
        return "Correct the Dockerfile; docker build -f " + request.dockerfile() + " " + request.contextDirectory()
                + " tries it without Maven.";
    }

    private static String allowing(AccessDenial denial) {
        return denial.remedy(BuildPermissions.PULL);
    }

    private static boolean saysThatTheDiskIsFull(String said) {
        return said.toLowerCase(Locale.ROOT).contains(DISK_FULL);
    }

    /** Newer engines fetch a base image that they have, but for another platform. */
    private static String forPlatformOf(ImageBuild request) {
        return request.platforms().stream()
                .findFirst()
                .map(platform -> " for " + platform)
                .orElse("");
    }
}
