package io.github.ecsmaven.ecs;

import io.github.ecsmaven.aws.AwsFailures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.UnsupportedFeatureException;

/** What became of a service's deployments: of the last 90 days (ECS API reference, ListServiceDeployments), or of the primary one. */
final class DeploymentHistory {
    private static final int PAGE = 100;
    private static final int MAX_PAGES = 10;

    private final RunningService service;
    private final List<ServiceDeploymentBrief> past;

    private DeploymentHistory(RunningService service, List<ServiceDeploymentBrief> past) {
        this.service = service;
        this.past = past;
    }

    /** Without the permission to list deployments, the history is empty and the primary deployment's rollout state decides. */
    static DeploymentHistory read(EcsClient ecs, RunningService service) {
        try {
            return new DeploymentHistory(service, list(ecs, service.reference()));
        } catch (UnsupportedFeatureException e) {
            return new DeploymentHistory(service, List.of());
        } catch (SdkException e) {
            if (AwsFailures.isAccessDenied(e)) {
                return new DeploymentHistory(service, List.of());
            }
            throw AwsFailures.explain("list the deployments of " + service.reference(), e);
        }
    }

    static List<ServiceDeploymentBrief> list(EcsClient ecs, ServiceReference service) {
        List<ServiceDeploymentBrief> all = new ArrayList<>();
        String next = null;
        for (int page = 0; page < MAX_PAGES && (page == 0 || next != null); page++) {
            ListServiceDeploymentsResponse answer = page(ecs, service, next);
            all.addAll(answer.serviceDeployments());
            next = answer.nextToken();
        }
        return all;
    }

    private static ListServiceDeploymentsResponse page(
            EcsClient ecs, ServiceReference service, @Nullable String nextToken) {
        return ecs.listServiceDeployments(request -> request.cluster(service.cluster())
                .service(service.service())
                .maxResults(PAGE)
                .nextToken(nextToken));
    }

    /** The fate of what runs now. */
    Fate ofWhatRuns() {
        if (latest().map(ServiceDeploymentBrief::status)
                .filter(DeploymentHistory::isRollingBack)
                .isPresent()) {
            return Fate.ROLLED_BACK;
        }
        Optional<Deployment> primary = service.primary();
        Optional<Fate> recorded = primary.flatMap(this::recordOf).map(DeploymentHistory::fate);
        boolean gaveUp = primary.filter(it -> it.rolloutState() == DeploymentRolloutState.FAILED)
                .isPresent();
        if (gaveUp && recorded.filter(it -> it != Fate.IN_PROGRESS).isEmpty()) {
            return Fate.FAILED;
        }
        return recorded.orElseGet(() -> byRollout(primary));
    }

    /** The last deployment, when it ended badly. */
    Optional<ServiceDeploymentBrief> lastFailed() {
        return latest().filter(it -> fate(it).isBad());
    }

    static Fate fate(ServiceDeploymentBrief past) {
        return switch (past.status()) {
            case SUCCESSFUL -> Fate.SUCCEEDED;
            case STOP_REQUESTED, STOPPED -> Fate.STOPPED;
            case ROLLBACK_REQUESTED, ROLLBACK_IN_PROGRESS, ROLLBACK_SUCCESSFUL, ROLLBACK_FAILED -> Fate.ROLLED_BACK;
            default -> Fate.IN_PROGRESS;
        };
    }

    private Optional<ServiceDeploymentBrief> latest() {
        return newest(past.stream());
    }

    private Optional<ServiceDeploymentBrief> recordOf(Deployment deployment) {
        return newest(
                past.stream().filter(it -> Deployments.isTargetOf(deployment.id(), it.targetServiceRevisionArn())));
    }

    private static Optional<ServiceDeploymentBrief> newest(Stream<ServiceDeploymentBrief> some) {
        return some.filter(it -> Objects.nonNull(it.createdAt()))
                .max(Comparator.comparing(ServiceDeploymentBrief::createdAt));
    }

    private static boolean isRollingBack(ServiceDeploymentStatus status) {
        return status == ServiceDeploymentStatus.ROLLBACK_REQUESTED
                || status == ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS;
    }

    // Services deployed before rollout states existed, or by another strategy than ROLLING, have none.
    private Fate byRollout(Optional<Deployment> primary) {
        DeploymentRolloutState state =
                primary.map(Deployment::rolloutState).orElse(DeploymentRolloutState.UNKNOWN_TO_SDK_VERSION);
        boolean settled =
                service.service().deployments().size() == 1 && service.runningCount() == service.desiredCount();
        return switch (state) {
            case COMPLETED -> Fate.SUCCEEDED;
            case FAILED -> Fate.FAILED;
            case IN_PROGRESS -> Fate.IN_PROGRESS;
            default -> settled ? Fate.SUCCEEDED : Fate.IN_PROGRESS;
        };
    }

    /** What became of a deployment. */
    enum Fate {
        SUCCEEDED,
        IN_PROGRESS,
        FAILED,
        STOPPED,
        ROLLED_BACK;

        boolean isBad() {
            return this != SUCCEEDED && this != IN_PROGRESS;
        }

        ServiceChange.Reason asReason() {
            return switch (this) {
                case STOPPED -> ServiceChange.Reason.STOPPED;
                case ROLLED_BACK -> ServiceChange.Reason.ROLLED_BACK;
                default -> ServiceChange.Reason.FAILED;
            };
        }
    }
}
