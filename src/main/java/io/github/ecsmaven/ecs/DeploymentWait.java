package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerImage;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;

/** Looks at one deployment until its verdict is known, the time is over, or AWS answers no more. Used once. */
final class DeploymentWait {
    /** So many looks in a row may fail, on top of the SDK's own retries. */
    private static final int TOLERATED_FAILURES = 5;

    private final Services services;
    private final Clock clock;
    private final Sleeper sleeper;
    private final DeploymentListener listener;
    private final Pace pace;
    private final ServiceDeploymentLookup lookup;
    private final StoppedTaskCollector tasks;
    private final EventStream events;
    private final DigestConfirmation digests;
    private final DeploymentJudge judge = new DeploymentJudge();
    private final FailureReport report;
    private final Instant start;

    private AwaitedDeployment awaited;
    private @Nullable Observation last;
    private int failuresInARow;
    private int failedTasks;

    DeploymentWait(
            EcsClient ecs,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random,
            DeploymentListener listener,
            AwaitedDeployment awaited) {
        this.services = new Services(ecs);
        this.clock = clock;
        this.sleeper = sleeper;
        this.listener = listener;
        this.pace = new Pace(random);
        this.lookup = new ServiceDeploymentLookup(ecs, listener);
        this.tasks = new StoppedTaskCollector(ecs, listener);
        this.events = new EventStream(listener);
        this.digests = new DigestConfirmation(ecs, listener);
        this.report = new FailureReport(lookup, tasks, events);
        this.awaited = awaited;
        this.start = clock.instant();
    }

    /**
     * @param timeout how long to wait, bake time included
     * @throws DeploymentFailedException when the deployment did not succeed, or that is not known in time
     */
    DeploymentOutcome await(Duration timeout) {
        announceId();
        Instant deadline = start.plus(timeout);
        while (true) {
            Verdict verdict = look();
            if (verdict instanceof Verdict.Succeeded) {
                return succeeded();
            }
            if (verdict instanceof Verdict.Failed failed) {
                tasks.collect(awaited);
                throw report.failed(awaited, failed, Optional.ofNullable(last));
            }
            if (!clock.instant().isBefore(deadline)) {
                tasks.collect(awaited);
                throw report.timedOut(awaited, timeout, Optional.ofNullable(last));
            }
            pause(deadline);
        }
    }

    private Verdict look() {
        try {
            Verdict verdict = judged(services.look(awaited.before().reference()));
            failuresInARow = 0;
            return verdict;
        } catch (SdkException e) {
            return tolerated(e);
        } catch (ActionableException e) {
            throw report.unobserved(awaited, e);
        }
    }

    private Verdict judged(Optional<Service> found) {
        if (found.isEmpty()) {
            return new Verdict.Failed(DeploymentStatus.FAILED, "The service does not exist any more.");
        }
        Service service = found.get();
        locate(service);
        Observation seen = new Observation(awaited, service, lookup.find(awaited, service));
        last = seen;
        Verdict verdict = judge.judge(seen, clock.instant());
        announce(seen, verdict);
        collectCauses(seen, verdict);
        return verdict;
    }

    private void locate(Service service) {
        if (awaited.id().isEmpty()) {
            awaited = awaited.located(service);
            announceId();
        }
    }

    private void announceId() {
        awaited.id().ifPresent(id -> listener.waiting(awaited.before().reference(), id));
    }

    private void announce(Observation seen, Verdict verdict) {
        events.tell(awaited, seen.service());
        if (verdict instanceof Verdict.InProgress progress) {
            listener.progress(snapshot(seen, progress.status(), progress.stage()));
        } else if (verdict instanceof Verdict.Ending ending) {
            listener.progress(snapshot(seen, ending.status(), Optional.empty()));
        }
    }

    private DeploymentSnapshot snapshot(Observation seen, String status, Optional<String> stage) {
        return new DeploymentSnapshot(
                status,
                stage,
                elapsed(),
                seen.service().deployments().stream()
                        .map(each -> DeploymentSnapshot.Progress.of(each, awaited.isOurs(each)))
                        .toList());
    }

    private void collectCauses(Observation seen, Verdict verdict) {
        int failed = seen.own().map(Deployment::failedTasks).orElse(failedTasks);
        if (failed > failedTasks || verdict instanceof Verdict.Ending) {
            tasks.collect(awaited);
        }
        failedTasks = failed;
    }

    private Verdict tolerated(SdkException e) {
        ActionableException explained =
                AwsFailures.explain("look at " + awaited.before().reference(), e);
        boolean hopeless = AwsFailures.isExpired(e) || AwsFailures.isAccessDenied(e);
        if (hopeless || ++failuresInARow > TOLERATED_FAILURES) {
            throw report.unobserved(awaited, explained);
        }
        listener.lookFailed(explained.problem());
        return new Verdict.InProgress("unknown", Optional.empty());
    }

    private DeploymentOutcome succeeded() {
        Observation seen = Objects.requireNonNull(last);
        Optional<ContainerImage> resolved = digests.ask(seen);
        if (resolved.filter(image -> DigestConfirmation.contradicts(image, awaited.wanted()))
                .isPresent()) {
            throw report.otherImage(awaited, resolved.get());
        }
        return new DeploymentOutcome(
                DeploymentStatus.SUCCEEDED,
                awaited.before().reference(),
                awaited.revision(),
                awaited.before().taskDefinition(),
                awaited.id(),
                lookup.arn(),
                resolved.flatMap(DigestConfirmation::digest),
                seen.service().desiredCount() == null ? 0 : seen.service().desiredCount(),
                elapsed());
    }

    private void pause(Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        Duration next = pace.next(elapsed());
        try {
            sleeper.sleep(next.compareTo(left) < 0 ? next : left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw report.interrupted(awaited, e);
        }
    }

    private Duration elapsed() {
        return Duration.between(start, clock.instant());
    }
}
