package io.github.ecsmaven.stack;

import io.github.ecsmaven.aws.AwsFailures;
import java.util.Optional;

/** What ends the cause of a resource's failure, by the code that its handler gives (CloudFormation CLI user guide, "Handler error codes"). */
final class FailureHint {
    private FailureHint() {}

    static Optional<String> of(StackEvent cause) {
        String reason = cause.reason().orElse("");
        Optional<String> permission = AwsFailures.remedyOfDenial(reason);
        if (permission.isPresent()) {
            return permission;
        }
        if (reason.contains("HandlerErrorCode: AccessDenied")) {
            return Optional.of(
                    "CloudFormation acts with the permissions of this identity: mvn ecs:iam-policy prints all that"
                            + " the stack needs.");
        }
        if (reason.contains("HandlerErrorCode: AlreadyExists") || reason.contains("already exists")) {
            return Optional.of(
                    "Name what exists in the POM, so that the stack uses it, or delete it where nobody needs it.");
        }
        if (reason.contains("HandlerErrorCode: ServiceLimitExceeded") || reason.contains("LimitExceeded")) {
            return Optional.of("Ask for a higher quota (AWS Service Quotas), or remove what nobody needs.");
        }
        if (reason.contains("HandlerErrorCode: NotFound")) {
            return Optional.of(
                    "Something that the stack refers to is not there: create it again under its name, or take it out of"
                            + " the POM.");
        }
        if (reason.contains("HandlerErrorCode: Throttling")
                || reason.contains("HandlerErrorCode: ServiceInternalError")) {
            return Optional.of("Run mvn deploy again.");
        }
        return Optional.empty();
    }
}
