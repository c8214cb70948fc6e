package io.github.ecsmaven.ecs;

import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.image.Digest;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerImage;
import software.amazon.awssdk.services.ecs.model.ServiceCurrentRevisionSummary;

/** Asks ECS which digest it resolved the image to: only service revisions tell. It strengthens a verdict, and is never needed. */
final class DigestConfirmation {
    private final EcsClient ecs;
    private final DeploymentListener listener;

    DigestConfirmation(EcsClient ecs, DeploymentListener listener) {
        this.ecs = ecs;
        this.listener = listener;
    }

    /** What ECS resolved our container's image to; empty when it does not say. */
    Optional<ContainerImage> ask(Observation seen) {
        try {
            return serviceRevision(seen)
                    .flatMap(
                            arn -> ecs
                                    .describeServiceRevisions(request -> request.serviceRevisionArns(arn))
                                    .serviceRevisions()
                                    .stream()
                                    .flatMap(revision -> revision.containerImages().stream())
                                    .filter(image ->
                                            seen.awaited().wanted().container().equals(image.containerName()))
                                    .findFirst());
        } catch (SdkException e) {
            if (AwsFailures.isAccessDenied(e)) {
                listener.notAllowed("ecs:DescribeServiceRevisions", "the running digest is not confirmed");
            }
            return Optional.empty();
        }
    }

    static Optional<Digest> digest(ContainerImage image) {
        return Optional.ofNullable(image.imageDigest()).filter(Digest::isDigest).map(Digest::new);
    }

    /** An image index pinned by its digest may be reported with the digest of its one manifest; then the name still has ours. */
    static boolean contradicts(ContainerImage reported, NewRevision wanted) {
        Optional<Digest> ours = wanted.image().digest();
        Optional<Digest> theirs = digest(reported);
        boolean differ = ours.isPresent() && theirs.isPresent() && !ours.equals(theirs);
        boolean pinned = reported.image() != null
                && ours.filter(digest -> reported.image().endsWith("@" + digest))
                        .isPresent();
        return differ && !pinned;
    }

    private static Optional<String> serviceRevision(Observation seen) {
        Optional<String> target = seen.serviceDeployment()
                .flatMap(record -> Optional.ofNullable(record.targetServiceRevision()))
                .map(revision -> revision.arn());
        return target.or(() -> seen.service().currentServiceRevisions().stream()
                .map(ServiceCurrentRevisionSummary::arn)
                .filter(arn -> seen.awaited()
                        .id()
                        .filter(id -> Deployments.isTargetOf(id, arn))
                        .isPresent())
                .findFirst());
    }
}
