package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.DeploymentStop;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentResponse;

/** An ECS whose deployments can be stopped, and nothing else. */
final class StoppableDeployments implements EcsClient {
    final List<String> stopped = new ArrayList<>();
    boolean refuses;

    DeploymentStop stop() {
        return new DeploymentStop(this);
    }

    @Override
    public StopServiceDeploymentResponse stopServiceDeployment(StopServiceDeploymentRequest request) {
        if (refuses) {
            throw EcsException.builder().message("It has ended already.").build();
        }
        stopped.add(request.serviceDeploymentArn() + " " + request.stopTypeAsString());
        return StopServiceDeploymentResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return "ecs";
    }

    @Override
    public void close() {}
}
