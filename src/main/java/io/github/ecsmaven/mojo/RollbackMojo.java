package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecs.NewRevision;
import io.github.ecsmaven.ecs.PastDeployment;
import io.github.ecsmaven.ecs.RunningRevision;
import io.github.ecsmaven.ecs.RunningService;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.ecs.TaskDefinitionArn;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.release.Plan;
import io.github.ecsmaven.release.PlannedDeployment;
import io.github.ecsmaven.release.StepByStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Brings the ECS service back to the last revision that succeeded before the one that it runs, and waits for the verdict as
 * {@code ecs:deploy} does. It says before it acts which revision, image and age that is, and refuses when its image is not in Amazon ECR
 * any more. Needs no Docker Engine: {@code mvn ecs:rollback}.
 *
 * @since 0.1.0
 */
@Mojo(name = "rollback", threadSafe = true, configurator = AbstractEcsMojo.CONFIGURATOR)
public final class RollbackMojo extends AbstractServiceMojo {
    /**
     * Leaves out {@code ecs:rollback}. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.rollback.skip", defaultValue = "false")
    private boolean skipRollback;

    @Override
    boolean isSkipped() {
        return skipRollback;
    }

    @Override
    boolean needsImage() {
        return false;
    }

    @Override
    void runForModule() {
        List<DeploymentTarget> targets = targets();
        if (targets.isEmpty() && new Reactor(session).hasSeveralModules()) {
            getLog().info("No <cluster> and <service>: nothing to bring back.");
            return;
        }
        if (targets.isEmpty()) {
            throw new ActionableException(
                    "ecs:rollback does not know what to bring back: <cluster> and <service> are not set.",
                    "Set them in the POM, or with -Decs.cluster and -Decs.service.");
        }
        // What another module of this run has brought back must not go back from there.
        List<Back> ways = targets.stream()
                .filter(target -> sharedServices().isFirst("rollback", target))
                .map(this::wayBack)
                .toList();
        if (isDryRun()) {
            tell(ways);
            return;
        }
        Rollout rollout = rollout();
        StepByStep.run(
                ways.stream()
                        .map(way -> new StepByStep.Step(way.target().name(), () -> go(way, rollout)))
                        .toList(),
                step -> {});
    }

    private void tell(List<Back> ways) {
        List<PlannedDeployment> planned = ways.stream()
                .map(way -> new PlannedDeployment(
                        way.target().name(), way.change(), way.target().deployment(), Optional.empty()))
                .toList();
        PlanReport.of(Plan.ofDeployments(planned), "Dry run of ecs:rollback, which would do this:")
                .lines()
                .forEach(getLog()::info);
    }

    /** A service, and the change that brings it back. */
    private record Back(DeploymentTarget target, ServiceChange change) {}

    private Back wayBack(DeploymentTarget wanted) {
        RunningService running = aws().ecs().services().describe(wanted.service());
        PastDeployment last = aws().ecs().history().lastSuccessBefore(running);
        TaskDefinitionArn target = last.revision().orElseThrow();
        NewRevision revision =
                aws().ecs().taskDefinitions().asItIs(target, wanted.revision().container(), running);
        announce(running, last, aws().ecs().taskDefinitions().known(target));
        return new Back(wanted, new ServiceChange.Redeploy(running, revision, target, ServiceChange.Reason.GOING_BACK));
    }

    private void go(Back way, Rollout rollout) {
        Instant start = Instant.now();
        DeploymentLog log = new DeploymentLog(getLog(), Console.blockFor(session));
        log.decided(way.change());
        rollout.execute(way.change(), way.target().deployment(), log);
        summary().add("service", Summary.Outcome.UPDATED, way.target().name(), since(start));
    }

    private void announce(RunningService running, PastDeployment last, RunningRevision known) {
        String age = StatusReport.inWords(Duration.between(last.began(), Instant.now()));
        getLog().info("The " + running.reference() + " runs " + running.taskDefinition()
                + "; the last revision before that"
                + " to succeed is " + known.revision() + ", deployed " + age + " ago"
                + known.maven().map(coordinates -> ", of " + coordinates).orElse("")
                + known.commit().map(commit -> ", commit " + commit).orElse(""));
        List<ImageReference> images = last.images().isEmpty() ? known.distinctImages() : last.images();
        images.forEach(image -> getLog().info("  image " + image + ": " + whereabouts(image, known)));
    }

    private String whereabouts(ImageReference image, RunningRevision known) {
        if (!moduleImage().isInEcr(image)) {
            return "not in Amazon ECR, so not looked for";
        }
        RepositoryLocation location =
                RepositoryLocation.parse(image.repository(), moduleImage().ecrRegistries());
        boolean there = image.digest()
                .map(digest -> aws().publishedImages(location).find(location.name(), digest))
                .orElseGet(() -> image.tag()
                        .flatMap(tag -> aws().publishedImages(location).find(location.name(), tag)))
                .isPresent();
        if (!there) {
            throw new ActionableException(
                    "The image of " + known.revision() + " is not in Amazon ECR any more: " + image
                            + ". A rollback to it would fail; nothing was changed.",
                    "Deploy a version whose image can be built: mvn deploy from its commit"
                            + known.commit().map(commit -> " (" + commit + ")").orElse("")
                            + "; keep more images with the repository's lifecycle policy.");
        }
        return "still in Amazon ECR";
    }
}
