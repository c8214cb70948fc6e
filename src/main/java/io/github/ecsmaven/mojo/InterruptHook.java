package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.DeploymentStop;
import io.github.ecsmaven.ecs.FollowUp;
import io.github.ecsmaven.stack.StackFollowUp;
import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells, when the JVM is ended in the middle of a deployment, that the deployment goes on and how to follow it, or asks ECS to roll it back.
 * A JVM that ends has seconds, so nothing is waited for. It prints without Maven's log, which may be gone by then.
 */
final class InterruptHook {
    private final PrintStream out;
    private final boolean rollBack;
    private final DeploymentStop stop;
    private final Thread thread = new Thread(this::say, "ecs-interrupted");
    private volatile @Nullable FollowUp commands;
    private volatile @Nullable StackFollowUp ofStack;

    InterruptHook(PrintStream out, boolean rollBack, DeploymentStop stop) {
        this.out = out;
        this.rollBack = rollBack;
        this.stop = stop;
    }

    static InterruptHook armed(PrintStream out, boolean rollBack, DeploymentStop stop) {
        InterruptHook hook = new InterruptHook(out, rollBack, stop);
        Runtime.getRuntime().addShutdownHook(hook.thread);
        return hook;
    }

    /** What is to be told from now on. */
    void know(FollowUp newest) {
        commands = newest;
    }

    /** What is to be told of a stack from now on. */
    void know(StackFollowUp newest) {
        ofStack = newest;
    }

    /** Nothing is told any more. */
    void disarm() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException alreadyEnding) {
            // Then the hook has its say.
        }
    }

    void say() {
        StackFollowUp stack = ofStack;
        if (stack != null) {
            say(stack);
        }
        FollowUp known = commands;
        if (known != null) {
            say(known);
        }
    }

    private void say(StackFollowUp known) {
        out.println();
        out.println("Interrupted: " + known.stack() + " goes on in CloudFormation. The next mvn deploy follows it.");
        known.cancel().ifPresent(command -> out.println("Stop it and bring back what was: " + command));
        out.println("Follow it: " + known.watch());
        out.flush();
    }

    private void say(FollowUp known) {
        out.println();
        Optional<String> arn = known.serviceDeploymentArn();
        if (rollBack && arn.isPresent()) {
            out.println(
                    stop.rollBack(arn.get())
                            ? "Interrupted: asked ECS to roll deployment " + known.deploymentId() + " back."
                            : "Interrupted: ECS did not take the rollback. " + stop.refusal());
        } else {
            out.println("Interrupted: deployment " + known.deploymentId() + " goes on in ECS"
                    + (rollBack ? ", which has no record of it yet to roll it back by" : "")
                    + ". The next mvn deploy follows it.");
            known.rollBack().ifPresent(command -> out.println("Stop it and roll back: " + command));
        }
        out.println("Follow it: " + known.watch());
        out.flush();
    }
}
