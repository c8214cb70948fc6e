package io.github.ecsmaven.mojo;

import io.github.ecsmaven.buildkit.BuilderInfo;
import io.github.ecsmaven.docker.EngineInfo;
import io.github.ecsmaven.docker.PushRefusedException;
import io.github.ecsmaven.ecr.LifecyclePolicyChange;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.ecr.RepositoryChange;
import io.github.ecsmaven.ecr.RepositoryWarning;
import io.github.ecsmaven.ecr.SettingChange;
import io.github.ecsmaven.ecr.TagMutability;
import io.github.ecsmaven.image.BuildListener;
import io.github.ecsmaven.image.BuildStep;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.release.BuilderSettings;
import io.github.ecsmaven.release.ContentConfirmation.Objection;
import io.github.ecsmaven.release.ContentTagTurn;
import io.github.ecsmaven.release.ImageDecision;
import io.github.ecsmaven.release.PublishListener;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.Log;

/** All that the user reads while image and repository are made: the wording of every event. */
final class MavenLog implements BuildListener, PublishListener {
    private static final int LONGEST_WORKER = 12;

    private final Log log;
    private final LiveBlock block;
    private final PushProgress progress;
    private final BuildStepsLog steps;

    MavenLog(Log log, LiveBlock block) {
        this(log, block, InstantSource.system());
    }

    MavenLog(Log log, LiveBlock block, InstantSource clock) {
        this.log = log;
        this.block = block;
        this.progress = new PushProgress(block, log::info, clock);
        this.steps = new BuildStepsLog(block, this::say, clock);
    }

    private synchronized void say(String line) {
        block.erase();
        log.info(line);
    }

    void building(Path dockerfile, EngineInfo engine, Optional<BuilderInfo> buildKit) {
        String builder = buildKit.map(MavenLog::inWords).orElse("the classic builder");
        say("Building " + dockerfile + " with " + builder + " of " + (engine.isPodman() ? "Podman " : "Docker Engine ")
                + engine.version() + " at " + engine.host() + " (" + engine.os() + "/" + engine.architecture() + ")");
    }

    void building(Path dockerfile, BuilderInfo daemon, BuilderSettings settings) {
        say("Building " + dockerfile + " with " + inWords(daemon) + " at "
                + settings.buildkitHost().orElseThrow() + " (" + daemon.platform() + ")");
    }

    private static String inWords(BuilderInfo buildKit) {
        String version = buildKit.version().isEmpty() ? "" : " " + buildKit.version();
        return "BuildKit" + version + " (" + buildKit.route() + ", worker " + shortened(buildKit.worker()) + ")";
    }

    private static String shortened(String id) {
        return id.length() > LONGEST_WORKER ? id.substring(0, LONGEST_WORKER) : id;
    }

    @Override
    public void output(String line) {
        say(line);
    }

    @Override
    public void warning(String message) {
        block.erase();
        log.warn(message);
    }

    @Override
    public void stepStarted(BuildStep step) {
        steps.started(step);
    }

    @Override
    public void stepOutput(BuildStep step, String line) {
        steps.output(step, line);
    }

    @Override
    public void transferred(BuildStep step, BuildStep.Transfer transfer) {
        steps.transferred(step, transfer);
    }

    @Override
    public void stepEnded(BuildStep step, BuildStep.Outcome outcome, Duration took) {
        steps.ended(step, outcome, took);
    }

    /** While it is open the times of running steps go on; closing it takes what is drawn away. */
    Redrawing drawingSteps() {
        return Redrawing.start(block, steps::redraw, steps::clear);
    }

    void built(List<ImageReference> names, BuiltImage image, Duration took) {
        say("Built " + names.stream().map(ImageReference::toString).collect(Collectors.joining(", ")) + ": image id "
                + image.id().abbreviated() + ", " + image.platform() + ", " + Sizes.inWords(image.size()) + ", in "
                + Summary.inWords(took));
    }

    void builtInCache(List<ImageReference> names, List<Platform> platforms, Duration took) {
        say("Built " + names.stream().map(ImageReference::toString).collect(Collectors.joining(", "))
                + " into the daemon's cache: "
                + platforms.stream().map(Platform::toString).collect(Collectors.joining(", ")) + ", in "
                + Summary.inWords(took));
    }

    void repository(RepositoryChange change, Repository repository) {
        if (change instanceof RepositoryChange.Create) {
            say("Created ECR repository " + repository.uri());
        } else if (change instanceof RepositoryChange.Modify modify) {
            say("Changed ECR repository " + repository.uri() + ": "
                    + modify.changes().stream().map(MavenLog::inWords).collect(Collectors.joining("; ")));
        } else {
            say("ECR repository unchanged: " + repository.uri());
        }
        change.warnings().stream().map(MavenLog::inWords).forEach(this::warning);
    }

    private static String inWords(SettingChange change) {
        if (change instanceof SettingChange.Mutability mutability) {
            return "tag mutability from " + inWords(mutability.before()) + " to " + inWords(mutability.after());
        }
        if (change instanceof SettingChange.ScanOnPush scan) {
            return scan.after()
                    ? "images are scanned when they are pushed"
                    : "images are no longer scanned when they are pushed";
        }
        if (change instanceof SettingChange.Tags tags) {
            return "tags " + inWords(tags.after());
        }
        boolean replaced = ((SettingChange.Policy) change).before().isPresent();
        return "repository policy " + (replaced ? "replaced" : "set");
    }

    /** The mode, and the tags that it does not hold for. */
    static String inWords(TagMutability mutability) {
        return mutability.mode()
                + (mutability.exclusions().isEmpty() ? "" : " (" + String.join(", ", mutability.exclusions()) + ")");
    }

    private static String inWords(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** What differs and cannot be changed. */
    static String inWords(RepositoryWarning warning) {
        RepositoryWarning.EncryptionDiffers differs = (RepositoryWarning.EncryptionDiffers) warning;
        return "ECR repository '" + differs.repository() + "' is encrypted with " + differs.actual()
                + ", and <encryption> says " + differs.wanted() + ". It is fixed when a repository is created: push to"
                + " another one (<repository>), or change <encryption>.";
    }

    @Override
    public void pushing(ImageReference reference) {
        say("Pushing " + reference);
    }

    @Override
    public void layer(ImageReference reference, LayerProgress layer) {
        progress.layer(reference, layer);
    }

    @Override
    public void retrying(ImageReference reference, PushRefusedException refusal, Duration delay) {
        interrupted(reference, refusal, "in " + Summary.inWords(delay));
    }

    @Override
    public void renewing(ImageReference reference, PushRefusedException refusal) {
        interrupted(reference, refusal, "with new credentials");
    }

    private void interrupted(ImageReference reference, PushRefusedException refusal, String again) {
        warning("The push of " + reference + " was interrupted (" + refusal.sentence() + "); trying again " + again
                + ".");
    }

    @Override
    public void pushed(ImageReference reference, Digest digest) {
        progress.end(reference);
        say("Pushed " + reference + "@" + digest);
    }

    @Override
    public void alreadyPublished(ImageReference repository, Digest digest, List<Tag> tags) {
        say("Nothing to push: " + repository + " has this image as " + digest + " (" + named(tags) + ").");
    }

    @Override
    public void leavesArchive(ImageReference reference, Optional<Digest> archived) {
        say(
                reference + " is an image in ECR's archive"
                        + archived.map(digest -> " (" + digest + ")").orElse("")
                        + ": the tag goes over to this module's image, unless it is the very same, which the push brings back.");
    }

    @Override
    public void staysInArchive(ImageReference reference) {
        log.warn(reference
                + " is an image in ECR's archive, and the repository does not let the tag be moved: this module's"
                + " image is published without it, and built again by every run that does not find it elsewhere. Bring the"
                + " archived one back (aws ecr update-image-storage-class --repository-name " + reference.path()
                + " --target-storage-class STANDARD --image-id imageTag="
                + reference.tag().orElseThrow() + "), or let c-* be moved (<imageTagMutabilityExclusions>).");
    }

    @Override
    public void tagged(ImageReference reference, Digest digest) {
        say("Tagged " + reference + "@" + digest);
    }

    static String inWords(ContentTagTurn turn) {
        return turn instanceof ContentTagTurn.Stays stays
                ? "The content tag " + stays.tag().tag().orElseThrow() + " stays with " + stays.holder() + ", "
                        + stays.reason() + (stays.reason().endsWith(".") ? "" : ".")
                : "The content tag goes over to the image built by force, once no other runs that has it.";
    }

    void unchanged(ImageDecision.InEngine there) {
        say("Image unchanged: " + there.content().tag() + " is in the engine already as "
                + there.image().id().abbreviated() + "; nothing is built.");
    }

    void unchanged(ImageDecision.InRepository there) {
        say("Image unchanged: " + there.content().tag() + " is in ECR already as "
                + there.image().digest() + "; nothing is built.");
    }

    void cause(ImageDecision.Build build) {
        say(BuildCauses.inWords(build));
    }

    void withoutContentTag(Objection objection) {
        warning(BuildCauses.inWords(objection));
    }

    private static String named(List<Tag> tags) {
        return tags.stream().map(Tag::value).collect(Collectors.joining(", "));
    }

    void lifecyclePolicy(LifecyclePolicyChange change, String repository, List<String> sentences) {
        String policy = "lifecycle policy of " + repository;
        if (change instanceof LifecyclePolicyChange.Put put) {
            say((put.before().isPresent() ? "Changed the " : "Created the ") + policy + ":");
        } else {
            say("The " + policy + " is unchanged:");
        }
        sentences.forEach(sentence -> say("  " + sentence));
    }
}
