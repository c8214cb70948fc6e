package io.github.ecsmaven.stack;

import java.util.Optional;

/**
 * The commands with which an operation on a stack is followed from outside of the build.
 *
 * @param stack the stack
 * @param watch shows what happens
 * @param cancel ends it and brings back what was; absent where CloudFormation cannot
 */
public record StackFollowUp(DeployedStack stack, String watch, Optional<String> cancel) {

    static StackFollowUp of(DeployedStack stack) {
        String of = " --stack-name " + stack.name() + " --region " + stack.region();
        Optional<String> cancel = stack.status().equals("UPDATE_IN_PROGRESS")
                ? Optional.of("aws cloudformation cancel-update-stack" + of)
                : Optional.empty();
        return new StackFollowUp(stack, "aws cloudformation describe-stack-events" + of, cancel);
    }
}
