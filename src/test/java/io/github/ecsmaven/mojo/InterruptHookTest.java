package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ecs.FollowUp;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said when Maven is interrupted in the middle of a deployment; how it reaches ECS is tested by an integration test. */
class InterruptHookTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final StoppableDeployments ecs = new StoppableDeployments();

    @Test
    void theDeploymentIsLeftAloneAndTheCommandsAreTold() {
        InterruptHook hook = hook(false);
        hook.know(new FollowUp("ecs-svc/1", Optional.of("arn:d"), "aws watch", Optional.of("aws stop"), List.of()));

        hook.say();

        assertThat(said.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines(
                        """

                Interrupted: deployment ecs-svc/1 goes on in ECS. The next mvn deploy follows it.
                Stop it and roll back: aws stop
                Follow it: aws watch
                """);
        assertThat(ecs.stopped).isEmpty();
    }

    @Test
    void theRollbackIsAskedForWhereThatIsWished() {
        InterruptHook hook = hook(true);
        hook.know(new FollowUp("ecs-svc/1", Optional.of("arn:d"), "aws watch", Optional.of("aws stop"), List.of()));

        hook.say();

        assertThat(ecs.stopped).containsExactly("arn:d ROLLBACK");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("asked ECS to roll deployment ecs-svc/1 back");
    }

    @Test
    void aRollbackThatCannotBeAskedForYetIsTold() {
        InterruptHook hook = hook(true);
        hook.know(new FollowUp("ecs-svc/1", Optional.empty(), "aws watch", Optional.empty(), List.of()));

        hook.say();

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains(
                        "Interrupted: deployment ecs-svc/1 goes on in ECS, which has no record of it yet to roll it back by.",
                        "The next mvn deploy follows it.")
                .contains("Follow it: aws watch");
        assertThat(ecs.stopped).isEmpty();
    }

    @Test
    void aRefusedRollbackIsTold() {
        ecs.refuses = true;
        InterruptHook hook = hook(true);
        hook.know(new FollowUp("ecs-svc/1", Optional.of("arn:d"), "aws watch", Optional.of("aws stop"), List.of()));

        hook.say();

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("ECS did not take the rollback.", "Follow it: aws watch");
    }

    @Test
    void nothingIsSaidBeforeADeploymentHasBegun() {
        hook(true).say();

        assertThat(said.size()).isZero();
    }

    private InterruptHook hook(boolean rollBack) {
        return new InterruptHook(new PrintStream(said, true, StandardCharsets.UTF_8), rollBack, ecs.stop());
    }
}
