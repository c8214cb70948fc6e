package io.github.ecsmaven.ecs;

import io.github.ecsmaven.aws.AwsFailures;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentStopType;

/** Asks ECS to end a deployment and to bring the last version back (ECS API reference, StopServiceDeployment). */
public final class DeploymentStop {
    private final EcsClient ecs;
    private String refusal = "";

    public DeploymentStop(EcsClient ecs) {
        this.ecs = ecs;
    }

    /**
     * Asks for it, and does not wait for it.
     *
     * @param serviceDeploymentArn ARN of the service deployment
     * @return false when ECS refuses: {@link #refusal} says why
     */
    public boolean rollBack(String serviceDeploymentArn) {
        try {
            ecs.stopServiceDeployment(request -> request.serviceDeploymentArn(serviceDeploymentArn)
                    .stopType(StopServiceDeploymentStopType.ROLLBACK));
            return true;
        } catch (SdkException e) {
            refusal = AwsFailures.explain("roll the deployment back", e).problem();
            return false;
        }
    }

    /** Why ECS refused; empty when it did not. */
    public String refusal() {
        return refusal;
    }
}
