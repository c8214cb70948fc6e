package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerImage;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

/** Reads what deployments a service had in the last 90 days (ECS API reference, ListServiceDeployments). */
public final class ServiceHistory {
    /** As many service revisions as one call describes. */
    private static final int PAGE = 20;

    private static final int MAX_PAGES = 5;

    private final EcsClient ecs;

    public ServiceHistory(EcsClient ecs) {
        this.ecs = ecs;
    }

    /**
     * The newest deployments, newest first; at most twenty.
     *
     * @throws ActionableException when AWS refuses to answer
     */
    public List<PastDeployment> newest(RunningService service) {
        try {
            return page(service, null).deployments();
        } catch (SdkException e) {
            throw AwsFailures.explain("list the deployments of " + service.reference(), e);
        }
    }

    /**
     * The last deployment that succeeded with another revision than the one that runs now.
     *
     * @throws ActionableException when AWS refuses to answer, or there is none
     */
    public PastDeployment lastSuccessBefore(RunningService service) {
        return findLastSuccessBefore(service)
                .orElseThrow(() -> new ActionableException(
                        "No deployment of " + service.reference() + " to another revision than "
                                + service.taskDefinition()
                                + " has succeeded in the last 90 days, so there is nothing to go back to.",
                        "Deploy the version that you want again: mvn deploy from its commit, or name its image (-Decs.image)"
                                + " and revision (-Decs.taskDefinition) for ecs:deploy."));
    }

    /**
     * The same where there need not be one.
     *
     * @throws ActionableException when AWS refuses to answer
     */
    Optional<PastDeployment> findLastSuccessBefore(RunningService service) {
        try {
            @Nullable String next = null;
            for (int number = 0; number < MAX_PAGES && (number == 0 || next != null); number++) {
                Page page = page(service, next);
                next = page.next();
                Optional<PastDeployment> found = page.deployments().stream()
                        .filter(PastDeployment::succeeded)
                        .filter(past -> past.revision()
                                .filter(revision -> !revision.equals(service.taskDefinition()))
                                .isPresent())
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        } catch (SdkException e) {
            throw AwsFailures.explain("list the deployments of " + service.reference(), e);
        }
    }

    /**
     * What a service may go back to: the last success with another revision, and before that one with the same revision and other
     * images, as a forced deployment of a tag brings them. Empty when it never succeeded with anything else; the SDK's own exceptions.
     */
    List<PastDeployment> wayBack(RunningService service) {
        List<PastDeployment> found = new ArrayList<>();
        @Nullable PastDeployment newest = null;
        @Nullable String next = null;
        for (int number = 0; number < MAX_PAGES && (number == 0 || next != null); number++) {
            Page page = page(service, next);
            next = page.next();
            for (PastDeployment past : page.deployments()) {
                if (!past.succeeded() || past.revision().isEmpty()) {
                    continue;
                }
                newest = newest == null ? past : newest;
                if (!past.revision().get().equals(service.taskDefinition())) {
                    found.add(past);
                    return found;
                }
                if (found.isEmpty() && !past.images().equals(newest.images())) {
                    found.add(past);
                }
            }
        }
        return found;
    }

    private Page page(RunningService service, @Nullable String token) {
        ServiceReference reference = service.reference();
        var answer = ecs.listServiceDeployments(request -> request.cluster(reference.cluster())
                .service(reference.service())
                .maxResults(PAGE)
                .nextToken(token));
        List<ServiceDeploymentBrief> briefs = answer.serviceDeployments().stream()
                .filter(brief -> brief.createdAt() != null)
                .sorted(Comparator.comparing(ServiceDeploymentBrief::createdAt).reversed())
                .toList();
        Map<String, ServiceRevision> revisions = revisions(briefs);
        return new Page(briefs.stream().map(brief -> past(brief, revisions)).toList(), answer.nextToken());
    }

    private Map<String, ServiceRevision> revisions(List<ServiceDeploymentBrief> briefs) {
        List<String> arns = briefs.stream()
                .map(ServiceDeploymentBrief::targetServiceRevisionArn)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<String, ServiceRevision> revisions = new HashMap<>();
        if (!arns.isEmpty()) {
            ecs.describeServiceRevisions(request -> request.serviceRevisionArns(arns))
                    .serviceRevisions()
                    .forEach(revision -> revisions.put(revision.serviceRevisionArn(), revision));
        }
        return revisions;
    }

    private static PastDeployment past(ServiceDeploymentBrief brief, Map<String, ServiceRevision> revisions) {
        Optional<ServiceRevision> target = Optional.ofNullable(brief.targetServiceRevisionArn())
                .map(revisions::get)
                .filter(Objects::nonNull);
        return new PastDeployment(
                String.valueOf(brief.statusAsString()),
                brief.statusReason() == null ? "" : brief.statusReason().trim(),
                brief.createdAt(),
                Optional.<Instant>ofNullable(brief.finishedAt()),
                target.map(ServiceRevision::taskDefinition).map(TaskDefinitionArn::new),
                target.map(ServiceHistory::images).orElse(List.of()));
    }

    private static List<ImageReference> images(ServiceRevision revision) {
        return revision.containerImages().stream()
                .filter(image -> image.image() != null)
                .map(ServiceHistory::pinned)
                .toList();
    }

    private static ImageReference pinned(ContainerImage image) {
        ImageReference reference = ImageReference.parse(image.image());
        return reference.digest().isPresent() || image.imageDigest() == null || !Digest.isDigest(image.imageDigest())
                ? reference
                : reference.withDigest(new Digest(image.imageDigest()));
    }

    private record Page(List<PastDeployment> deployments, @Nullable String next) {}
}
