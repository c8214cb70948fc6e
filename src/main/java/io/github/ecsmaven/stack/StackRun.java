package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.Pace;
import io.github.ecsmaven.Sleeper;
import io.github.ecsmaven.aws.AwsFailures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One operation of CloudFormation on a stack, looked at until it is over, the time is, or AWS answers no more. One look is one call;
 * there is one in five seconds in the first minute and one in ten after, or as often as the deployment inside is looked at.
 */
public final class StackRun {
    /** So many looks in a row may fail, on top of the SDK's own retries. */
    private static final int TOLERATED_FAILURES = 5;

    private final Stacks stacks;
    private final EventFeed feed;
    private final Clock clock;
    private final Sleeper sleeper;
    private final Pace pace;
    private final StackListener listener;
    private final Duration timeout;
    private final Instant start;
    private final List<StackEvent> events = new ArrayList<>();

    private DeployedStack stack;
    private StackFollowUp followUp;
    private int failuresInARow;
    private @Nullable StackOutcome outcome;

    /** @param stack what it is done to, in the state that it was found or brought in */
    StackRun(
            Stacks stacks,
            EventFeed feed,
            Clock clock,
            Sleeper sleeper,
            Pace pace,
            StackListener listener,
            Duration timeout,
            DeployedStack stack) {
        this.stacks = stacks;
        this.feed = feed;
        this.clock = clock;
        this.sleeper = sleeper;
        this.pace = pace;
        this.listener = listener;
        this.timeout = timeout;
        this.stack = stack;
        this.start = clock.instant();
        this.followUp = StackFollowUp.of(stack);
        listener.followUp(followUp);
    }

    /** How it ended; empty while it goes on. */
    public Optional<StackOutcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** The stack as it was last seen. */
    public DeployedStack stack() {
        return stack;
    }

    /** The newest event of a resource of that type that has a name in AWS already, and not of one that goes. */
    public Optional<StackEvent> newest(String type) {
        return events.stream()
                .filter(event -> event.type().equals(type) && event.physicalId().isPresent())
                .filter(event -> !event.status().startsWith("DELETE_"))
                .reduce((earlier, later) -> later);
    }

    /**
     * Waits until it is over.
     *
     * @return how it ended, well or badly
     * @throws StackFailedException when that is not known in time, or cannot be seen
     */
    public StackOutcome await() {
        look();
        while (outcome == null) {
            pause();
            look();
        }
        return outcome;
    }

    /**
     * Lets time pass between two looks.
     *
     * @throws StackFailedException when the time is over, or this thread is interrupted
     */
    public void pause() {
        Duration left = Duration.between(clock.instant(), start.plus(timeout));
        if (left.isNegative() || left.isZero()) {
            throw StackWords.timedOut(now(StackEnd.TIMED_OUT), timeout, followUp);
        }
        Duration next = pace.next(elapsed());
        try {
            sleeper.sleep(next.compareTo(left) < 0 ? next : left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StackWords.unobserved(now(StackEnd.UNOBSERVED), "The wait was interrupted.", "", followUp, e);
        }
    }

    /**
     * Looks once, unless it is over, and tells what has happened.
     *
     * @throws StackFailedException when AWS answers no more
     */
    public void look() {
        if (outcome != null) {
            return;
        }
        try {
            feed.next().forEach(this::hear);
            if (!stack.isInProgress() && !events.isEmpty()) {
                conclude();
            }
            failuresInARow = 0;
        } catch (SdkException e) {
            tolerate(e);
        }
    }

    private void hear(StackEvent event) {
        events.add(event);
        listener.event(event);
        if (event.isOfStack()) {
            stack = new DeployedStack(
                    stack.id(), stack.name(), event.status(), event.reason(), stack.tags(), stack.outputs());
            StackFollowUp commands = StackFollowUp.of(stack);
            if (stack.isInProgress() && !commands.cancel().equals(followUp.cancel())) {
                followUp = commands;
                listener.followUp(commands);
            }
        }
    }

    /** The events are told before the stack is: its outputs are those of the new state only when it says so itself. */
    private void conclude() {
        Optional<DeployedStack> settled = stacks.look(stack.id());
        if (settled.filter(it -> !it.status().equals(stack.status())).isPresent()) {
            return;
        }
        stack = settled.orElse(stack);
        stacks.changed();
        outcome = now(end());
    }

    private StackEnd end() {
        return switch (stack.status()) {
            case "CREATE_COMPLETE" -> StackEnd.CREATED;
            case "UPDATE_COMPLETE", "IMPORT_COMPLETE" -> StackEnd.UPDATED;
            case "ROLLBACK_COMPLETE" -> StackEnd.CREATION_FAILED;
            case "DELETE_COMPLETE" -> hasFailed() ? StackEnd.CREATION_FAILED : StackEnd.DELETED;
            case "UPDATE_ROLLBACK_COMPLETE", "IMPORT_ROLLBACK_COMPLETE" -> StackEnd.ROLLED_BACK;
            default -> StackEnd.STUCK;
        };
    }

    /** Whether it was created, in vain, to be deleted at once. */
    private boolean hasFailed() {
        return events.stream().anyMatch(event -> event.status().equals("CREATE_FAILED"));
    }

    private StackOutcome now(StackEnd end) {
        Optional<StackEvent> cause = end == StackEnd.CREATED || end == StackEnd.UPDATED || end == StackEnd.DELETED
                ? Optional.empty()
                : cause();
        return new StackOutcome(end, stack, cause, elapsed());
    }

    /** What failed first, or for the last time where what it led to could not be taken back either. */
    public Optional<StackEvent> cause() {
        return events.stream().filter(StackEvent::isCause).findFirst();
    }

    private void tolerate(SdkException e) {
        ActionableException explained = AwsFailures.explain("look at " + stack, e);
        boolean hopeless = AwsFailures.isExpired(e) || AwsFailures.isAccessDenied(e);
        if (hopeless || ++failuresInARow > TOLERATED_FAILURES) {
            throw StackWords.unobserved(
                    now(StackEnd.UNOBSERVED), explained.problem(), explained.remedy(), followUp, explained);
        }
        listener.lookFailed(explained.problem());
    }

    private Duration elapsed() {
        return Duration.between(start, clock.instant());
    }
}
