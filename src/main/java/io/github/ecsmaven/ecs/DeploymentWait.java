package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.Pace;
import io.github.ecsmaven.Sleeper;
import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.ecs.DeploymentSettings.OnTimeout;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerImage;
import software.amazon.awssdk.services.ecs.model.Deployment;

/** Looks at one deployment until its verdict is known, the time is over, or AWS answers no more. Used once. */
final class DeploymentWait {
    /** So many looks in a row may fail, on top of the SDK's own retries. */
    private static final int TOLERATED_FAILURES = 5;

    /** How long a rollback that we asked for may take: the old tasks start, ours are drained. */
    private static final Duration ROLLBACK_PATIENCE = Duration.ofMinutes(15);

    private final Clock clock;
    private final Sleeper sleeper;
    private final DeploymentListener listener;
    private final DeploymentSettings settings;
    private final Pace pace;
    private final ServiceDeploymentLookup lookup;
    private final ServiceWatch watch;
    private final StoppedTaskCollector tasks;
    private final TargetWatch targets;
    private final EventStream events;
    private final DigestConfirmation digests;
    private final DeploymentJudge judge = new DeploymentJudge();
    private final Investigation investigation;
    private final FailureReport report;
    private final DeploymentStop stop;
    private final Alongside alongside;
    private final Instant start;
    private final Duration timeout;
    private final Set<String> causesTold = new HashSet<>();

    private @Nullable Observation last;
    private @Nullable FollowUp followUp;
    private String pausedIn = "";
    private String rollbackReason = "";
    private int failuresInARow;
    private int failedTasks;
    private Instant deadline;

    DeploymentWait(
            EcsClient ecs,
            Clock clock,
            Sleeper sleeper,
            RandomGenerator random,
            Evidence evidence,
            DeploymentListener listener,
            AwaitedDeployment awaited,
            DeploymentSettings settings,
            Alongside alongside) {
        this.clock = clock;
        this.sleeper = sleeper;
        this.listener = listener;
        this.settings = settings;
        this.pace = new Pace(random);
        this.lookup = new ServiceDeploymentLookup(ecs, listener);
        this.watch = new ServiceWatch(new Services(ecs), lookup, awaited);
        this.tasks = new StoppedTaskCollector(ecs, listener);
        this.targets = new TargetWatch(evidence.targetGroups(), awaited.before().targetGroupArns(), listener);
        this.events = new EventStream(listener);
        this.digests = new DigestConfirmation(ecs, listener);
        this.investigation = new Investigation(tasks, events, targets, evidence.logs(), listener, settings.logLines());
        this.report = new FailureReport(lookup);
        this.stop = new DeploymentStop(ecs);
        this.alongside = alongside;
        this.start = clock.instant();
        this.timeout = settings.waitTimeout().plus(awaited.before().bakeTime());
        this.deadline = start.plus(timeout);
    }

    /** @throws DeploymentFailedException when the deployment did not succeed, or that is not known in time */
    DeploymentOutcome await() {
        announceId();
        while (true) {
            Optional<String> lost = alongside.lost();
            Verdict verdict = look(watch::look);
            if (verdict instanceof Verdict.Succeeded) {
                return succeeded();
            }
            if (verdict instanceof Verdict.Failed failed) {
                throw report.failed(awaited(), failed, rollbackReason, diagnosis(), seen());
            }
            if (lost.isPresent()) {
                // The look after its end was the last that could tell more.
                Verdict.Failed failed = new Verdict.Failed(DeploymentStatus.FAILED, lost.get());
                throw report.failed(awaited(), failed, rollbackReason, diagnosis(), seen());
            }
            endWhatIsHopeless(verdict);
            if (!clock.instant().isBefore(deadline)) {
                endWhatTakesTooLong(verdict);
            }
            pause();
        }
    }

    private Verdict look(Supplier<Optional<Observation>> way) {
        try {
            boolean located = awaited().id().isPresent();
            Optional<Observation> found = way.get();
            if (!located) {
                announceId();
            }
            Verdict verdict = found.map(this::judged)
                    .orElseGet(
                            () -> new Verdict.Failed(DeploymentStatus.FAILED, "The service does not exist any more."));
            failuresInARow = 0;
            return verdict;
        } catch (SdkException e) {
            return tolerated(e);
        } catch (ActionableException e) {
            throw report.unobserved(awaited(), e);
        }
    }

    private Verdict judged(Observation seen) {
        last = seen;
        Verdict verdict = judge.judge(seen, clock.instant());
        announce(seen, verdict);
        collectCauses(seen, verdict);
        return verdict;
    }

    private void announceId() {
        awaited().id().ifPresent(id -> {
            // Before all else: whoever interrupts the build in the next moment has to be told.
            announceFollowUp();
            listener.waiting(awaited().before().reference(), id);
        });
    }

    private void announceFollowUp() {
        FollowUp commands = FollowUp.of(awaited(), lookup.arn());
        if (!commands.equals(followUp)) {
            followUp = commands;
            listener.followUp(commands);
        }
    }

    private void announce(Observation seen, Verdict verdict) {
        events.tell(seen.awaited(), seen.service());
        announceFollowUp();
        if (verdict instanceof Verdict.InProgress progress) {
            progress(seen, progress.status(), progress.stage());
        } else if (verdict instanceof Verdict.Ending ending) {
            progress(seen, ending.status(), Optional.empty());
        } else if (verdict instanceof Verdict.Paused paused) {
            progress(seen, paused.status(), Optional.of(paused.stage()));
            if (!pausedIn.equals(paused.stage())) {
                pausedIn = paused.stage();
                listener.paused(pausedIn);
            }
        }
    }

    private void progress(Observation seen, String status, Optional<String> stage) {
        listener.progress(DeploymentSnapshot.of(seen, status, stage, elapsed(), targets.at(clock.instant())));
    }

    private void collectCauses(Observation seen, Verdict verdict) {
        int failed = seen.own().map(Deployment::failedTasks).orElse(failedTasks);
        if (failed > failedTasks || verdict instanceof Verdict.Ending) {
            tasks.collect(seen.awaited());
            tasks.byCause().stream()
                    .filter(cause -> causesTold.add(cause.cause()))
                    .forEach(
                            cause -> listener.tasksStopped(cause, Hint.of(cause).map(Hint::sentence)));
            if (!seen.hasEarlierVersion()) {
                investigation.keepLogs(seen.awaited());
            }
        }
        failedTasks = failed;
    }

    private Verdict tolerated(SdkException e) {
        ActionableException explained =
                AwsFailures.explain("look at " + awaited().before().reference(), e);
        boolean hopeless = AwsFailures.isExpired(e) || AwsFailures.isAccessDenied(e);
        if (hopeless || ++failuresInARow > TOLERATED_FAILURES) {
            throw report.unobserved(awaited(), explained);
        }
        listener.lookFailed(explained.problem());
        return new Verdict.InProgress("unknown", Optional.empty());
    }

    private void endWhatIsHopeless(Verdict verdict) {
        if (!(verdict instanceof Verdict.InProgress) || !rollbackReason.isEmpty()) {
            return;
        }
        Optional<StoppedTasks> cause = seen().flatMap(observation -> Hopelessness.in(observation, tasks.byCause()));
        if (cause.isPresent() && !rollBack("its tasks stop again and again for the same cause")) {
            throw report.hopeless(awaited(), cause.get(), stop.refusal(), diagnosis(), seen());
        }
    }

    private void endWhatTakesTooLong(Verdict verdict) {
        if (verdict instanceof Verdict.Paused paused) {
            throw report.waitingForHuman(awaited(), timeout, paused.stage(), diagnosis());
        }
        boolean lost = verdict instanceof Verdict.Ending;
        if (lost || !rollBack("it had not ended after " + timeout.toSeconds() + " seconds")) {
            throw report.timedOut(awaited(), timeout, rollbackReason, stop.refusal(), diagnosis(), seen());
        }
    }

    /** Whether ECS was asked for it; the looks that follow tell what comes of it. */
    private boolean rollBack(String why) {
        boolean wanted = settings.onTimeout() == OnTimeout.ROLLBACK && rollbackReason.isEmpty();
        boolean possible = lookup.arn().isPresent()
                && seen().filter(Observation::hasEarlierVersion).isPresent();
        if (!wanted || !possible) {
            return false;
        }
        listener.rollingBack(why);
        // Refused may be what was done already, when only the answer was lost.
        if (!stop.rollBack(lookup.arn().get()) && goesOn(look(watch::lookAtAll))) {
            return false;
        }
        rollbackReason = why;
        deadline = clock.instant().plus(ROLLBACK_PATIENCE);
        return true;
    }

    private static boolean goesOn(Verdict verdict) {
        return verdict instanceof Verdict.InProgress || verdict instanceof Verdict.Paused;
    }

    private Diagnosis diagnosis() {
        return investigation.of(awaited(), seen(), clock.instant());
    }

    private DeploymentOutcome succeeded() {
        Observation seen = Objects.requireNonNull(last);
        Optional<ContainerImage> resolved = digests.ask(seen);
        if (resolved.filter(
                        image -> DigestConfirmation.contradicts(image, awaited().wanted()))
                .isPresent()) {
            throw report.otherImage(awaited(), resolved.get(), diagnosis());
        }
        return new DeploymentOutcome(
                DeploymentStatus.SUCCEEDED,
                awaited().before().reference(),
                awaited().revision(),
                awaited().before().taskDefinition(),
                awaited().id(),
                lookup.arn(),
                resolved.flatMap(DigestConfirmation::digest),
                seen.service().desiredCount() == null ? 0 : seen.service().desiredCount(),
                elapsed());
    }

    private void pause() {
        Duration left = Duration.between(clock.instant(), deadline);
        Duration next = pace.next(elapsed());
        try {
            // The last look is at the deadline, and none just before it.
            sleeper.sleep(next.multipliedBy(2).compareTo(left) < 0 ? next : left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw report.interrupted(awaited(), e);
        }
        alongside.look();
    }

    private AwaitedDeployment awaited() {
        return watch.awaited();
    }

    private Optional<Observation> seen() {
        return Optional.ofNullable(last);
    }

    private Duration elapsed() {
        return Duration.between(start, clock.instant());
    }
}
