package io.github.ecsmaven.ecr;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.ecr.LifecyclePreview.Missing;
import io.github.ecsmaven.ecr.LifecyclePreview.Reason;
import io.github.ecsmaven.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyPreviewResponse;
import software.amazon.awssdk.services.ecr.model.ImageActionType;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewInProgressException;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewNotFoundException;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewResult;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewStatus;

/**
 * Lets ECR try lifecycle policies out (ECR API reference, StartLifecyclePolicyPreview, GetLifecyclePolicyPreview). A repository has one
 * preview at a time, whoever started it: that of another policy is waited for, and its results are not ours.
 */
public final class LifecyclePreviews {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);
    private static final int PAGE = 100;

    private final EcrRegistry registry;
    private final InstantSource clock;
    private final Sleeper sleeper;

    public LifecyclePreviews(EcrRegistry registry) {
        this(registry, InstantSource.system(), pause -> Thread.sleep(pause.toMillis()));
    }

    /** @param sleeper lets time pass between two looks */
    public LifecyclePreviews(EcrRegistry registry, InstantSource clock, Sleeper sleeper) {
        this.registry = registry;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Lets time pass. */
    @FunctionalInterface
    public interface Sleeper {
        /** @throws InterruptedException when the wait is to end early */
        void sleep(Duration pause) throws InterruptedException;
    }

    /** What a policy would do now; no failure of ECR is thrown. Waits two minutes at most. */
    public LifecyclePreview of(RepositoryName repository, LifecyclePolicy policy) {
        try {
            return new Run(repository, policy).result();
        } catch (SdkException e) {
            return new Missing(
                    AwsFailures.isAccessDenied(e) ? Reason.DENIED : Reason.REFUSED,
                    EcrFailures.explain("preview the lifecycle policy of ECR repository '" + repository + "'", e));
        } catch (ActionableException e) {
            return new Missing(Reason.REFUSED, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Missing(
                    Reason.INTERRUPTED,
                    new ActionableException(
                            "The preview of the lifecycle policy of ECR repository '" + repository
                                    + "' was interrupted.",
                            "Run it again."));
        }
    }

    /** One policy's way to its preview. */
    private final class Run {
        private final RepositoryName repository;
        private final LifecyclePolicy policy;
        private final Instant end = clock.instant().plus(LIMIT);
        private Duration pause = FIRST_PAUSE;
        private boolean started;

        Run(RepositoryName repository, LifecyclePolicy policy) {
            this.repository = repository;
            this.policy = policy;
        }

        LifecyclePreview result() throws InterruptedException {
            start();
            while (clock.instant().isBefore(end)) {
                Optional<LifecyclePreview> known = look();
                if (known.isPresent()) {
                    return known.get();
                }
                sleeper.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
            return missing(
                    Reason.TIMED_OUT,
                    started
                            ? "has not ended after " + LIMIT.toSeconds() + " seconds"
                            : "could not begin in " + LIMIT.toSeconds()
                                    + " seconds, because others of the repository ran");
        }

        private void start() {
            started = registry.askRaw(ecr -> {
                try {
                    ecr.startLifecyclePolicyPreview(request -> request.registryId(registry.registryId())
                            .repositoryName(repository.value())
                            .lifecyclePolicyText(policy.toJson()));
                    return true;
                } catch (LifecyclePolicyPreviewInProgressException another) {
                    return false;
                }
            });
        }

        private Optional<LifecyclePreview> look() {
            Optional<GetLifecyclePolicyPreviewResponse> first = page(null);
            if (first.isEmpty() || first.get().status() == LifecyclePolicyPreviewStatus.IN_PROGRESS) {
                return Optional.empty();
            }
            if (!isOurs(first.get())) {
                start();
                return Optional.empty();
            }
            if (first.get().status() == LifecyclePolicyPreviewStatus.COMPLETE) {
                return rest(first.get());
            }
            if (!started) {
                start();
                return Optional.empty();
            }
            return Optional.of(
                    first.get().status() == LifecyclePolicyPreviewStatus.EXPIRED
                            ? missing(Reason.EXPIRED, "has expired before it could be read")
                            : missing(Reason.FAILED, "failed (" + first.get().statusAsString() + ")"));
        }

        /** All pages; nothing when somebody's preview came between them. */
        private Optional<LifecyclePreview> rest(GetLifecyclePolicyPreviewResponse first) {
            List<LifecyclePreview.Taken> images = new ArrayList<>();
            GetLifecyclePolicyPreviewResponse page = first;
            page.previewResults().forEach(result -> images.add(taken(result)));
            while (page.nextToken() != null && !page.nextToken().isEmpty()) {
                Optional<GetLifecyclePolicyPreviewResponse> next = page(page.nextToken());
                if (next.isEmpty() || !isOurs(next.get()) || !isComplete(next.get())) {
                    return Optional.empty();
                }
                page = next.get();
                page.previewResults().forEach(result -> images.add(taken(result)));
            }
            return Optional.of(new LifecyclePreview.Complete(images));
        }

        private Optional<GetLifecyclePolicyPreviewResponse> page(@Nullable String token) {
            return registry.askRaw(ecr -> {
                try {
                    return Optional.of(
                            ecr.getLifecyclePolicyPreview(request -> request.registryId(registry.registryId())
                                    .repositoryName(repository.value())
                                    .maxResults(PAGE)
                                    .nextToken(token)));
                } catch (LifecyclePolicyPreviewNotFoundException notYet) {
                    return Optional.empty();
                }
            });
        }

        private boolean isOurs(GetLifecyclePolicyPreviewResponse answer) {
            return answer.lifecyclePolicyText() != null
                    && LifecyclePolicy.ofEcr(answer.lifecyclePolicyText()).equals(policy);
        }

        private static boolean isComplete(GetLifecyclePolicyPreviewResponse answer) {
            return answer.status() == LifecyclePolicyPreviewStatus.COMPLETE;
        }

        private static LifecyclePreview.Taken taken(LifecyclePolicyPreviewResult result) {
            boolean archives = result.action() != null && result.action().type() == ImageActionType.TRANSITION;
            return new LifecyclePreview.Taken(
                    new Digest(result.imageDigest()),
                    result.appliedRulePriority() == null ? 0 : result.appliedRulePriority(),
                    archives);
        }

        private Missing missing(Reason reason, String what) {
            return new Missing(
                    reason,
                    new ActionableException(
                            "ECR's preview of the lifecycle policy of repository '" + repository + "' " + what + ".",
                            "Try again in a few minutes; what ECR says itself: aws ecr get-lifecycle-policy-preview"
                                    + " --repository-name " + repository + "."));
        }
    }
}
