package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.PublishedImages;
import io.github.ecsmaven.ecr.RepositoryName;
import io.github.ecsmaven.ecs.DeploymentOutcome;
import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.release.ContentTagTurn;
import io.github.ecsmaven.release.StepByStep;
import java.net.URI;
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
        if (targets().isEmpty() && !isExpress()) {
            getLog().info("No <cluster> and <service>: nothing is deployed.");
            return false;
        }
        recordFiles().forgetDeployment();
        if (isPutOff()) {
            targets().forEach(target -> sharedServices().add(project.getId(), target, () -> DeployedImage.of(this)
                    .name()
                    .toString()));
        }
        return true;
    }

    @Override
    void release() {
        if (isExpress()) {
            new ExpressRollout(this, expressService()).deploy();
            return;
        }
        Optional<ModuleStack> stack = ModuleStack.of(this);
        if (stack.isPresent()) {
            release(stack.get());
        } else {
            newService().ifPresent(made -> getLog().info(StackLog.outside(
                    targets().get(0).service().toString(), made.names().stack())));
            releaseServices();
        }
        takeContentTag();
    }

    private void release(ModuleStack stack) {
        DeploymentSettings settings = targets().get(0).deployment();
        new StackRollout(this, stack)
                .run(DeployedImage.of(this), settings, this::verifyNow)
                .deployment()
                .ifPresent(this::deregisterOldRevisions);
    }

    private void releaseServices() {
        List<DecidedDeployment> decisions = targets().stream().map(this::decide).toList();
        if (decisions.stream().anyMatch(decided -> startsTasks(decided.change()))) {
            verifyNow();
        }
        Rollout rollout = rollout();
        StepByStep.run(
                decisions.stream()
                        .map(decided -> new StepByStep.Step(decided.target().name(), () -> deploy(decided, rollout)))
                        .toList(),
                step -> {});
    }

    private static boolean startsTasks(ServiceChange change) {
        return change instanceof ServiceChange.Update || change instanceof ServiceChange.Redeploy;
    }

    /** Where no image was built nobody has looked yet, though the configuration has changed. */
    private void verifyNow() {
        try (VerifyBesideBuild verification =
                VerifyBesideBuild.of(this, recordFiles().readImage())) {
            verification.join();
        }
    }

    /** What was built by force has the content tag once nothing else runs that has it. */
    private void takeContentTag() {
        Optional<ImageRecord> left = recordFiles().readImage();
        try {
            left.flatMap(record -> new ContentTagLook(this)
                            .afterDeployment(
                                    record, record.image().withoutTagAndDigest(), record.imageDigest(), List.of()))
                    .ifPresent(turn -> take(turn, left.get().imageDigest().orElseThrow()));
        } catch (ActionableException e) {
            getLog().warn("The deployment has succeeded, but its image did not get the content tag: " + e.problem()
                    + " " + e.remedy());
        }
    }

    private void take(ContentTagTurn turn, Digest digest) {
        if (turn instanceof ContentTagTurn.Stays) {
            getLog().info(MavenLog.inWords(turn));
            return;
        }
        RepositoryName repository = moduleImage().repository().name();
        PublishedImages published = aws().publishedImages(moduleImage().repository());
        Tag tag = turn.tag().tag().orElseThrow();
        published
                .find(repository, digest)
                .filter(image -> published.tag(repository, image, tag))
                .ifPresent(image -> log().tagged(turn.tag(), image.digest()));
    }

    private DecidedDeployment decide(DeploymentTarget target) {
        DeploymentSettings settings = isPutOff() && !sharedServices().isFirst("deploy", target)
                ? target.deployment().withoutForce()
                : target.deployment();
        return aws().decided(
                        () -> DecidedDeployment.of(target, () -> DeployedImage.of(this), settings, this),
                        decided -> !(decided.change() instanceof ServiceChange.Nothing));
    }

    private void deploy(DecidedDeployment decided, Rollout rollout) {
        Instant start = Instant.now();
        DeploymentLog deploymentLog = new DeploymentLog(getLog(), Console.blockFor(session));
        deploymentLog.decided(decided.change());
        DeploymentOutcome outcome =
                rollout.execute(decided.change(), decided.target().deployment(), deploymentLog);
        finish(decided, outcome, deploymentLog.registration(), since(start));
        deregisterOldRevisions(outcome);
    }

    private void finish(DecidedDeployment decided, DeploymentOutcome outcome, Duration registration, Duration took) {
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
        boolean asked =
                !(change instanceof ServiceChange.Nothing) || smokeTest().isPresent();
        decided.running().targetGroupArns().stream()
                .map(group -> url(group, asked))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(url -> {
                    summary().url(url.toString());
                    smokeTest().ifPresent(test -> prove(test, url.toString()));
                });
    }

    private Optional<URI> url(String targetGroup, boolean asked) {
        KnownUrl known = recordFiles().url();
        return asked
                ? known.ask(targetGroup, aws()::urlOf)
                : known.of(targetGroup).or(() -> known.ask(targetGroup, aws()::urlOf));
    }

    private void prove(SmokeTest test, String url) {
        int attempts = test.run(url);
        getLog().info(StackLog.answers(test.question(url).toString(), test.status(), attempts));
    }
}
