package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what is the case with a stack, and what to do. */
final class StackWords {
    private static final String NEW_LINE = System.lineSeparator();

    private StackWords() {}

    static ActionableException notOurs(DeployedStack stack, String owner) {
        String whose = stack.owner()
                .map(other -> "it is that of " + other)
                .orElse("it has no tag " + StackTags.OWNER + ", so this plugin has not made it");
        return new ActionableException(
                "There is a " + stack + " in " + stack.region() + " already, and " + whose
                        + "; nothing of it is changed or deleted for " + owner + ".",
                "Give the service another name (<service>, -Decs.service) or cluster, or remove that stack, if nobody needs it:"
                        + " aws cloudformation delete-stack" + of(stack));
    }

    static ActionableException wouldLose(DeployedStack stack, List<ResourceChange> losses) {
        String what = losses.stream().map(StackWords::loss).collect(Collectors.joining("; "));
        return new ActionableException(
                "The update of " + stack + " would lose what has state or an address: " + what
                        + ". Nothing was changed.",
                "Take back what brings that about, or allow it with -Decs.allowReplacement. mvn ecs:plan shows the whole change.");
    }

    private static String loss(ResourceChange change) {
        boolean replaced = change.action() == ResourceChange.Action.REPLACE;
        String why = change.properties().stream()
                .filter(PropertyChange::replaces)
                .map(StackWords::values)
                .distinct()
                .collect(Collectors.joining(", "));
        return change.logicalId() + " (" + change.physicalId().orElse(change.type()) + ") is "
                + (replaced ? "replaced" : "deleted") + (why.isEmpty() ? "" : " for " + why);
    }

    private static String values(PropertyChange change) {
        return change.before().isPresent() && change.after().isPresent()
                ? change.path() + " " + change.before().get() + " → "
                        + change.after().get()
                : change.path();
    }

    static ActionableException refusedTemplate(StackRequest request, String reason, List<String> errors) {
        String found = errors.isEmpty() ? reason : String.join(NEW_LINE + "  ", errors);
        boolean taken = errors.stream().anyMatch(error -> error.contains("already exists"));
        return new ActionableException(
                "CloudFormation does not take the template of stack '" + request.name() + "': " + found,
                taken
                        ? "Name what exists in the POM, so that the stack uses it (<loadBalancer>, <logGroup>, <executionRole>,"
                                + " …), or delete it where nobody needs it. Nothing was made."
                        : "Change what the POM says of it; mvn ecs:template writes the template. Nothing was made.");
    }

    static StackChange.Stuck stuck(
            StackRequest request, DeployedStack stack, List<StackResource> resources, Drift drift) {
        List<StackResource> failed = resources.stream()
                .filter(one -> one.status().endsWith("_FAILED"))
                .toList();
        List<String> names = failed.stream().map(StackResource::logicalId).toList();
        return new StackChange.Stuck(
                request, stack, stuck(stack, failed) + lines(drift.of(stack, names)), remedy(stack, names));
    }

    static String stuck(DeployedStack stack, List<StackResource> failed) {
        String reason = stack.reason().map(text -> ": " + text.strip()).orElse(".");
        return "The " + stack + " is in " + stack.status() + ", from which nothing but a person gets it" + reason
                + lines(failed.stream()
                        .map(one -> one.logicalId() + " (" + one.physicalId().orElse(one.type()) + ") is "
                                + one.status()
                                + one.reason().map(text -> ": " + text.strip()).orElse(""))
                        .toList());
    }

    static String lines(List<String> sentences) {
        return sentences.stream().map(text -> NEW_LINE + "  " + text).collect(Collectors.joining());
    }

    /** What ends a state that ends by no deployment (user guide, "Troubleshooting CloudFormation"). */
    static String remedy(DeployedStack stack, List<String> failed) {
        String names = failed.isEmpty() ? "<logical id>" : String.join(" ", failed);
        return switch (stack.status()) {
            case "UPDATE_ROLLBACK_FAILED" -> "Correct that, then let CloudFormation go on: aws cloudformation"
                    + " continue-update-rollback" + of(stack)
                    + "; what cannot be brought back is left as it is with --resources-to-skip " + names
                    + ". Then run mvn deploy again.";
            case "UPDATE_FAILED" -> "Somebody updated it without a rollback. Bring back what was: aws cloudformation"
                    + " rollback-stack" + of(stack) + ". Then run mvn deploy again.";
            case "CREATE_FAILED", "ROLLBACK_FAILED" -> "Correct that, and remove what there is with mvn ecs:destroy"
                    + " -Decs.destroy=<service>. Then run mvn deploy again.";
            case "DELETE_FAILED" -> "Correct that, and run mvn ecs:destroy -Decs.destroy=<service> again; what cannot be deleted"
                    + " is left behind with aws cloudformation delete-stack" + of(stack)
                    + " --retain-resources " + names + ".";
            default -> "See what happened: aws cloudformation describe-stack-events" + of(stack)
                    + ". Once it is in UPDATE_COMPLETE, or deleted, run mvn deploy again.";
        };
    }

    /**
     * @param fix what ends the cause, as a sentence behind a blank
     * @param removed whether nothing is left of a first creation
     */
    static String ended(StackOutcome outcome, String fix, boolean removed) {
        DeployedStack stack = outcome.stack();
        String why = outcome.cause()
                .map(cause -> " " + cause)
                .orElseGet(() -> stack.reason().map(text -> " " + text.strip()).orElse(""));
        return switch (outcome.end()) {
            case CREATION_FAILED -> "The " + stack + " could not be created." + fix + why + NEW_LINE
                    + (removed
                            ? "CloudFormation took back all that it had made, and the stack was deleted."
                            : "CloudFormation took back what it had made; the stack is left in " + stack.status()
                                    + ".");
            case ROLLED_BACK -> "The update of " + stack + " failed, and CloudFormation brought back what was." + fix
                    + why;
            default -> "The " + stack + " is in " + stack.status() + "." + fix + why;
        };
    }

    /** What ends the first cause; empty where its sentence is all that is known. */
    static Optional<String> fix(StackOutcome outcome) {
        return outcome.cause().flatMap(FailureHint::of);
    }

    static StackFailedException timedOut(StackOutcome outcome, Duration timeout, StackFollowUp commands) {
        return new StackFailedException(
                "The " + outcome.stack() + " is still in " + outcome.stack().status() + " after " + timeout.toSeconds()
                        + " seconds. CloudFormation goes on.",
                "Just run mvn deploy again, which follows it, or wait longer: <waitTimeout> (-Decs.waitTimeout, in seconds)."
                        + follow(commands),
                outcome,
                null);
    }

    static StackFailedException unobserved(
            StackOutcome outcome, String problem, String remedy, StackFollowUp commands, @Nullable Throwable cause) {
        return new StackFailedException(
                "CloudFormation goes on with " + outcome.stack() + ", but its end cannot be seen from here. " + problem,
                (remedy.isEmpty() ? "" : remedy + NEW_LINE) + "The next mvn deploy follows it." + follow(commands),
                outcome,
                cause);
    }

    private static String follow(StackFollowUp commands) {
        return NEW_LINE + "Follow it: " + commands.watch()
                + commands.cancel()
                        .map(command -> NEW_LINE + "End it and bring back what was: " + command)
                        .orElse("");
    }

    private static String of(DeployedStack stack) {
        return " --stack-name " + stack.name() + " --region " + stack.region();
    }
}
