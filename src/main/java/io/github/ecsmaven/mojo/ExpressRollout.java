package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.DeploymentFailedException;
import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.ExpressChange;
import io.github.ecsmaven.ecs.ExpressOutcome;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.ecs.WantedExpress;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.release.PlannedExpress;
import io.github.ecsmaven.stack.StackEnd;
import io.github.ecsmaven.stack.StackOutcome;
import io.github.ecsmaven.stack.StackTags;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** The Express service of a goal's module: planned, or made and updated, and written down how that ended. */
final class ExpressRollout {
    private final AbstractServiceMojo goal;
    private final ServiceReference service;
    private final ExpressRoleStack roles;

    ExpressRollout(AbstractServiceMojo goal, ServiceReference service) {
        this.goal = goal;
        this.service = service;
        this.roles = new ExpressRoleStack(goal, service);
    }

    private String name() {
        return service.clusterName() + "/" + service.serviceName();
    }

    /** What would happen to it, if it ran the image. */
    PlannedExpress planned(DeployedImage image) {
        return new PlannedExpress(name(), decide(image.name()), roles.planned());
    }

    private ExpressChange decide(ImageReference image) {
        WantedExpress wanted = new WantedExpress(
                service,
                goal.expressSettings(roles.arns()),
                image,
                StackTags.of(
                        service.clusterName(),
                        service.serviceName(),
                        goal.moduleImage().coordinates(),
                        goal.moduleImage().revision()));
        return goal.aws().ecs().expressServices().decide(wanted, settings());
    }

    private DeploymentSettings settings() {
        return goal.deploymentSettings();
    }

    /** @throws DeploymentFailedException when it did not end well */
    void deploy() {
        boolean rolesAreNew = bringRoles();
        Instant start = Instant.now();
        ExpressChange change = decide(DeployedImage.of(goal).name());
        ExpressRows.decided(change).forEach(goal.getLog()::info);
        ExpressOutcome outcome = execute(change, rolesAreNew);
        ProjectProperties.express(goal.project, outcome);
        goal.summary().add("express service", outcome(change), name(), AbstractEcsMojo.since(start));
        outcome.url().map(URI::toString).ifPresent(url -> {
            goal.summary().url(url);
            goal.smokeTest().ifPresent(test -> goal.getLog()
                    .info(StackLog.answers(test.question(url).toString(), test.status(), test.run(url))));
        });
    }

    /** @return whether one of them was made or changed a moment ago */
    private boolean bringRoles() {
        Optional<StackOutcome> outcome = roles.bring();
        outcome.ifPresent(ended -> goal.summary().add("stack", became(ended), roles.name(), ended.took()));
        return outcome.filter(ended -> ended.end() != StackEnd.UNCHANGED).isPresent();
    }

    private static Summary.Outcome became(StackOutcome ended) {
        return switch (ended.end()) {
            case CREATED -> Summary.Outcome.CREATED;
            case UPDATED -> Summary.Outcome.UPDATED;
            default -> Summary.Outcome.UNCHANGED;
        };
    }

    private ExpressOutcome execute(ExpressChange change, boolean rolesAreNew) {
        InterruptHook hook = InterruptHook.armed(
                System.out, goal.isRolledBackOnInterrupt(), goal.aws().ecs().stop());
        DeploymentLog log = new DeploymentLog(goal.getLog(), Console.blockFor(goal.session));
        log.onFollowUp(hook::know);
        try {
            ExpressOutcome outcome = goal.aws()
                    .ecs()
                    .expressDeployer(goal.aws().evidence())
                    .execute(change, rolesAreNew, settings(), log);
            goal.recordFiles().writeDeployment(DeploymentFile.of(change, outcome));
            return outcome;
        } catch (DeploymentFailedException e) {
            goal.recordFiles().writeDeployment(DeploymentFile.of(change, e));
            throw e;
        } finally {
            hook.disarm();
            log.end();
        }
    }

    private static Summary.Outcome outcome(ExpressChange change) {
        if (change instanceof ExpressChange.Create) {
            return Summary.Outcome.CREATED;
        }
        return change.calls().isEmpty() ? Summary.Outcome.UNCHANGED : Summary.Outcome.UPDATED;
    }
}
