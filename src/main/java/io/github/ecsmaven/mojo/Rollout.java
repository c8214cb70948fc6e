package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.DeploymentFailedException;
import io.github.ecsmaven.ecs.DeploymentOutcome;
import io.github.ecsmaven.ecs.DeploymentSettings;
import io.github.ecsmaven.ecs.ServiceChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries changes of services out: listens to an interrupt meanwhile, and writes down how each ended, well or badly. */
final class Rollout {
    private final AwsAccess aws;
    private final RecordFiles files;
    private final boolean rollBackOnInterrupt;
    private final boolean severalServices;
    private final List<Map<String, String>> ended = new ArrayList<>();

    Rollout(AwsAccess aws, RecordFiles files, boolean rollBackOnInterrupt, boolean severalServices) {
        this.aws = aws;
        this.files = files;
        this.rollBackOnInterrupt = rollBackOnInterrupt;
        this.severalServices = severalServices;
    }

    /** @throws DeploymentFailedException when it did not end well */
    DeploymentOutcome execute(ServiceChange change, DeploymentSettings settings, DeploymentLog log) {
        InterruptHook hook =
                InterruptHook.armed(System.out, rollBackOnInterrupt, aws.ecs().stop());
        log.onFollowUp(hook::know);
        try {
            DeploymentOutcome outcome = aws.ecs().deployer(aws.evidence()).execute(change, settings, log);
            write(DeploymentFile.of(
                    change,
                    outcome.status(),
                    outcome.revision(),
                    outcome.deploymentId(),
                    outcome.serviceDeploymentArn(),
                    outcome.confirmedDigest()));
            return outcome;
        } catch (DeploymentFailedException e) {
            write(DeploymentFile.of(
                    change, e.status(), e.revision(), e.deploymentId(), e.serviceDeploymentArn(), Optional.empty()));
            throw e;
        } finally {
            hook.disarm();
            log.end();
        }
    }

    private void write(Map<String, String> deployment) {
        ended.add(deployment);
        if (severalServices) {
            files.writeDeployments(ended);
        } else {
            files.writeDeployment(deployment);
        }
    }
}
