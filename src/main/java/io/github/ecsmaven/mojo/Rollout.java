package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.DeploymentFailedException;
import io.github.ecsmaven.ecs.DeploymentOutcome;
import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.ServiceChange;
import java.util.Optional;

/** Carries a change of a service out: listens to an interrupt meanwhile, and writes down how it ended, well or badly. */
final class Rollout {
    private final AwsAccess aws;
    private final RecordFiles files;
    private final boolean rollBackOnInterrupt;

    Rollout(AwsAccess aws, RecordFiles files, boolean rollBackOnInterrupt) {
        this.aws = aws;
        this.files = files;
        this.rollBackOnInterrupt = rollBackOnInterrupt;
    }

    /** @throws DeploymentFailedException when it did not end well */
    DeploymentOutcome execute(ServiceChange change, DeploymentSettings settings, DeploymentLog log) {
        InterruptHook hook =
                InterruptHook.armed(System.out, rollBackOnInterrupt, aws.ecs().stop());
        log.onFollowUp(hook::know);
        try {
            DeploymentOutcome outcome = aws.ecs().deployer(aws.evidence()).execute(change, settings, log);
            files.writeDeployment(DeploymentFile.of(
                    change,
                    outcome.status(),
                    outcome.revision(),
                    outcome.deploymentId(),
                    outcome.serviceDeploymentArn(),
                    outcome.confirmedDigest()));
            return outcome;
        } catch (DeploymentFailedException e) {
            files.writeDeployment(DeploymentFile.of(
                    change, e.status(), e.revision(), e.deploymentId(), e.serviceDeploymentArn(), Optional.empty()));
            throw e;
        } finally {
            hook.disarm();
            log.end();
        }
    }
}
