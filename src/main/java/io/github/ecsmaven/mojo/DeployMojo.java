package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.PublishedImage;
import io.github.ecsmaven.ecr.PublishedImages;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecr.RepositoryName;
import io.github.ecsmaven.ecs.BaseRevision;
import io.github.ecsmaven.ecs.DeploymentOutcome;
import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.NewRevision;
import io.github.ecsmaven.ecs.RevisionSettings;
import io.github.ecsmaven.ecs.RunningService;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Platform;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.release.StepByStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Registers a task definition revision that pins the pushed digest, updates the ECS service to it and waits until that deployment has
 * succeeded; the build fails when ECS rolled it back, when it took too long, and when another deployment took over. Nothing is
 * changed when the service runs this image with this configuration already. Without {@code cluster} and {@code service} it does
 * nothing.
 *
 * @since 0.1.0
 */
@Mojo(
        name = "deploy",
        defaultPhase = LifecyclePhase.DEPLOY,
        threadSafe = true,
        configurator = AbstractEcsMojo.CONFIGURATOR)
public final class DeployMojo extends AbstractReleaseMojo {
    /**
     * Leaves out {@code ecs:deploy}. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.deploy.skip", defaultValue = "false")
    private boolean skipDeploy;

    @Override
    boolean isSkipped() {
        return skipDeploy;
    }

    @Override
    boolean prepare() {
        if (targets().isEmpty()) {
            getLog().info("No <cluster> and <service>: nothing is deployed.");
            return false;
        }
        recordFiles().forgetDeployment();
        if (isPutOff()) {
            targets().forEach(target -> sharedServices()
                    .add(project.getId(), target, () -> image().name().toString()));
        }
        return true;
    }

    @Override
    void release() {
        List<Decided> decisions = targets().stream().map(this::decide).toList();
        Rollout rollout = rollout();
        StepByStep.run(
                decisions.stream()
                        .map(decided -> new StepByStep.Step(decided.target().name(), () -> deploy(decided, rollout)))
                        .toList(),
                step -> {});
        takeContentTag();
    }

    /** What was built by force has the content tag once nothing else runs that has it. */
    private void takeContentTag() {
        Optional<ImageRecord> left = recordFiles().readImage().filter(ImageRecord::isContentTagLeft);
        if (moduleImage().deployed().isPresent() || left.isEmpty()) {
            return;
        }
        ImageRecord record = left.get();
        Tag tag = record.contentTag().orElseThrow();
        RepositoryName repository = moduleImage().repository().name();
        PublishedImages published = aws().publishedImages(moduleImage().repository());
        published
                .find(repository, record.imageDigest().orElseThrow())
                .filter(image -> published.tag(repository, image, tag))
                .ifPresent(image -> log().tagged(record.image().withTag(tag), image.digest()));
    }

    /** What has to happen to a service, and how long it took to find out. */
    private record Decided(DeploymentTarget target, RunningService running, ServiceChange change, Duration took) {}

    private Decided decide(DeploymentTarget target) {
        Instant start = Instant.now();
        RunningService running = aws().ecs().services().describe(target.service());
        BaseRevision base = baseRevision(target, running);
        Image image = image();
        base.requireRunnable(image.platforms());
        RevisionSettings settings = sharedServices().complete(project.getId(), target);
        NewRevision revision = aws().ecs().taskDefinitions().compose(base, revisionRequest(settings, image.name()));
        DeploymentSettings deployment = isPutOff() && !sharedServices().isFirst("deploy", target)
                ? target.deployment().withoutForce()
                : target.deployment();
        ServiceChange change = aws().ecs().changes().decide(running, revision, deployment);
        return new Decided(target, running, change, since(start));
    }

    private void deploy(Decided decided, Rollout rollout) {
        Instant start = Instant.now();
        DeploymentLog deploymentLog = new DeploymentLog(getLog(), Console.blockFor(session));
        deploymentLog.decided(decided.change());
        DeploymentOutcome outcome =
                rollout.execute(decided.change(), decided.target().deployment(), deploymentLog);
        finish(decided, outcome, deploymentLog.registration(), since(start));
        deregisterOldRevisions(outcome);
    }

    /** The image to deploy, and what it runs on where that is known. */
    private record Image(ImageReference name, List<Platform> platforms) {}

    private Image image() {
        return moduleImage().deployed().map(this::pinned).orElseGet(this::pushed);
    }

    private Image pushed() {
        ImageRecord record = ownRecord();
        if (!record.imagePushed() || record.imageDigest().isEmpty()) {
            throw new ActionableException(
                    "The image " + record.image() + " was built but not pushed.",
                    "Run ecs:push before ecs:deploy (mvn deploy), or name an image that exists with <image>.");
        }
        return new Image(record.image().withDigest(record.imageDigest().get()), record.platforms());
    }

    /** An image in ECR is pinned to what its tag points to now; of any other registry the digest has to be given. */
    private Image pinned(ImageReference image) {
        if (!moduleImage().isInEcr(image)) {
            if (image.digest().isEmpty()) {
                getLog().warn(image
                        + " is not in Amazon ECR, so its tag is not pinned: ECS resolves it when it deploys."
                        + " Give its digest (…@sha256:…) to be sure what runs.");
            }
            return new Image(image, List.of());
        }
        RepositoryLocation location =
                RepositoryLocation.parse(image.repository(), moduleImage().ecrRegistries());
        PublishedImages published = aws().publishedImages(location);
        PublishedImage found = image.digest()
                .map(digest -> published.find(location.name(), digest))
                .orElseGet(() -> image.tag().flatMap(tag -> published.find(location.name(), tag)))
                .orElseThrow(() -> new ActionableException(
                        "The image " + image + " that <image> names does not exist.",
                        "Correct <image> or -Decs.image; the tags there: aws ecr list-images --repository-name "
                                + location.name() + "."));
        return new Image(image.withDigest(found.digest()), published.platforms(location.name(), found));
    }

    private void finish(Decided decided, DeploymentOutcome outcome, Duration registration, Duration took) {
        ServiceChange change = decided.change();
        ProjectProperties.taskDefinition(project, outcome, hasSeveralServices());
        boolean registered = change instanceof ServiceChange.Update;
        boolean unchanged = change instanceof ServiceChange.Nothing || change instanceof ServiceChange.Follow;
        summary()
                .add(
                        "task definition",
                        registered ? Summary.Outcome.CREATED : Summary.Outcome.UNCHANGED,
                        outcome.revision().name(),
                        registration);
        summary()
                .add(
                        "service",
                        unchanged ? Summary.Outcome.UNCHANGED : Summary.Outcome.UPDATED,
                        decided.target().name(),
                        decided.took().plus(took).minus(registration));
        decided.running().targetGroupArns().stream()
                .map(aws()::urlOf)
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(url -> summary().url(url.toString()));
    }
}
