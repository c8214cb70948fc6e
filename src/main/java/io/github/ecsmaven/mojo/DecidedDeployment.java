package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.BaseRevision;
import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.NewRevision;
import io.github.ecsmaven.ecs.RevisionSettings;
import io.github.ecsmaven.ecs.RunningService;
import io.github.ecsmaven.ecs.ServiceChange;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * What has to happen to a service: found out for {@code ecs:deploy}, which does it then, and for {@code ecs:plan}.
 *
 * @param target the service, and what is wanted of it
 * @param running the service as it is
 * @param change what has to happen
 * @param took how long it took to find out
 */
record DecidedDeployment(DeploymentTarget target, RunningService running, ServiceChange change, Duration took) {
    /**
     * Finds out.
     *
     * @param images tells what the service is to run; asked when the service is known to be there
     * @param settings how it is deployed
     * @throws io.github.ecsmaven.ActionableException when service, task definition or containers are not there, or the service cannot run
     *     the image
     */
    static DecidedDeployment of(
            DeploymentTarget target,
            Supplier<DeployedImage> images,
            DeploymentSettings settings,
            AbstractServiceMojo goal) {
        Instant start = Instant.now();
        RunningService running = goal.aws().ecs().services().describe(target.service());
        BaseRevision base = goal.baseRevision(target, running);
        DeployedImage image = images.get();
        base.requireRunnable(image.platforms());
        RevisionSettings wanted = goal.sharedServices().complete(goal.project.getId(), target);
        NewRevision revision =
                goal.aws().ecs().taskDefinitions().compose(base, goal.revisionRequest(wanted, image.name()));
        ServiceChange change = goal.aws().ecs().changes().decide(running, revision, settings);
        return new DecidedDeployment(target, running, change, AbstractEcsMojo.since(start));
    }
}
