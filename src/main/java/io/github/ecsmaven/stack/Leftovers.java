package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.Pace;
import io.github.ecsmaven.Sleeper;
import io.github.ecsmaven.aws.AwsFailures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/** Removes stacks that have nothing: what a creation that failed leaves, and what a change set was made in that is not executed. */
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Stacks stacks;
    private final Supplier<CloudFormationClient> client;
    private final ChangeSets changeSets;
    private final Clock clock;
    private final Sleeper sleeper;
    private final Pace pace;

    Leftovers(
            Stacks stacks,
            Supplier<CloudFormationClient> client,
            ChangeSets changeSets,
            Clock clock,
            Sleeper sleeper,
            Pace pace) {
        this.stacks = stacks;
        this.client = client;
        this.changeSets = changeSets;
        this.clock = clock;
        this.sleeper = sleeper;
        this.pace = pace;
    }

    /**
     * Deletes it and waits until it is gone.
     *
     * @throws ActionableException when it does not go
     */
    void remove(DeployedStack leftover) {
        Instant start = clock.instant();
        try {
            client.get().deleteStack(r -> r.stackName(leftover.id()).clientRequestToken(ChangeSets.newToken()));
            // A stack in review goes without an event, so it is the stack itself that is looked at.
            Optional<DeployedStack> left = present(leftover);
            while (left.filter(DeployedStack::isInProgress).isPresent()) {
                if (clock.instant().isAfter(start.plus(PATIENCE))) {
                    throw stays(left.get());
                }
                sleeper.sleep(pace.next(Duration.between(start, clock.instant())));
                left = present(leftover);
            }
            if (left.isPresent()) {
                throw stays(left.get());
            }
        } catch (SdkException e) {
            throw AwsFailures.explain("delete " + leftover + ", which an earlier try has left", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionableException(
                    "The wait until " + leftover + " is deleted was interrupted.", "Run the same command again.", e);
        } finally {
            stacks.changed();
        }
    }

    private Optional<DeployedStack> present(DeployedStack leftover) {
        return stacks.look(leftover.id()).filter(stack -> !stack.isDeleted());
    }

    private static ActionableException stays(DeployedStack stack) {
        return new ActionableException(
                "The " + stack + ", which an earlier try has left, is not deleted but " + stack.status() + ".",
                StackWords.remedy(stack, java.util.List.of()));
    }

    /** Where a change set is not executed after all; what stays goes with the next try. */
    void removeReview(String stackName) {
        try {
            stacks.look(stackName)
                    .filter(DeployedStack::isInReview)
                    .filter(changeSets::areAllOurs)
                    .ifPresent(stack -> client.get().deleteStack(r -> r.stackName(stack.id())));
        } catch (SdkException | ActionableException staysBehind) {
            return;
        }
    }
}
