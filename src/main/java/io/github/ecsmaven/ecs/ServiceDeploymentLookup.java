package io.github.ecsmaven.ecs;

import io.github.ecsmaven.aws.AwsFailures;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.UnsupportedFeatureException;

/** Finds ECS's own record of a deployment. Without the permission for it, it finds nothing, says so once, and asks no more. */
final class ServiceDeploymentLookup {
    private final EcsClient ecs;
    private final DeploymentListener listener;
    private @Nullable String arn;
    private boolean refused;

    ServiceDeploymentLookup(EcsClient ecs, DeploymentListener listener) {
        this.ecs = ecs;
        this.listener = listener;
    }

    /** The record of the deployment, once ECS has one. */
    Optional<ServiceDeployment> find(AwaitedDeployment awaited, Service service) {
        if (refused || awaited.id().isEmpty()) {
            return Optional.empty();
        }
        Optional<ServiceDeployment> found = find(awaited, awaited.id().get(), service);
        found.ifPresent(record -> arn = record.serviceDeploymentArn());
        return found;
    }

    /** Its ARN, if it was ever found. */
    Optional<String> arn() {
        return Optional.ofNullable(arn);
    }

    private Optional<ServiceDeployment> find(AwaitedDeployment awaited, String id, Service service) {
        if (arn != null) {
            return describe(Optional.of(arn));
        }
        Optional<ServiceDeployment> current = describe(Optional.ofNullable(service.currentServiceDeployment()))
                .filter(record -> isOurs(record, id));
        return current.isPresent() ? current : describe(listed(awaited, id));
    }

    private static boolean isOurs(ServiceDeployment record, String id) {
        return record.targetServiceRevision() != null
                && Deployments.isTargetOf(id, record.targetServiceRevision().arn());
    }

    private Optional<ServiceDeployment> describe(Optional<String> which) {
        return which.flatMap(wanted -> permitted(
                        "ecs:DescribeServiceDeployments",
                        () -> ecs
                                .describeServiceDeployments(request -> request.serviceDeploymentArns(wanted))
                                .serviceDeployments()
                                .stream())
                .findFirst());
    }

    private Optional<String> listed(AwaitedDeployment awaited, String id) {
        ServiceReference service = awaited.before().reference();
        return permitted(
                        "ecs:ListServiceDeployments",
                        () -> ecs
                                .listServiceDeployments(request -> request.cluster(service.cluster())
                                        .service(service.service())
                                        .createdAt(created -> created.after(awaited.since())))
                                .serviceDeployments()
                                .stream())
                .filter(brief -> Deployments.isTargetOf(id, brief.targetServiceRevisionArn()))
                .findFirst()
                .map(ServiceDeploymentBrief::serviceDeploymentArn);
    }

    private <T> Stream<T> permitted(String action, Call<T> call) {
        if (refused) {
            return Stream.of();
        }
        try {
            return call.answer();
        } catch (UnsupportedFeatureException e) {
            refused = true;
            return List.<T>of().stream();
        } catch (SdkException e) {
            if (!AwsFailures.isAccessDenied(e)) {
                throw e;
            }
            refused = true;
            listener.notAllowed(action, "the verdict rests on the rollout state of the service's deployments");
            return List.<T>of().stream();
        }
    }

    private interface Call<T> {
        Stream<T> answer();
    }
}
