package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.iam.AccessDenial;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The permission that is missing most often: to hand the task's roles to ECS. */
final class PassRole {
    private static final String ACTION = "iam:PassRole";

    private PassRole() {}

    /** Extends an explanation about {@code iam:PassRole} to every role of the task definition; others stay as they are. */
    static ActionableException named(ActionableException explained, NewRevision revision) {
        List<String> roles = Stream.of(
                        revision.definition().executionRoleArn(),
                        revision.definition().taskRoleArn())
                .filter(Objects::nonNull)
                .toList();
        return denial(explained)
                .filter(denial -> !roles.isEmpty())
                .map(denial -> new ActionableException(
                        explained.problem(),
                        denial.remedy(List.of(ACTION), arns(roles, denial))
                                + " The statement names every role of the task definition.",
                        explained.getCause()))
                .orElse(explained);
    }

    private static Optional<AccessDenial> denial(ActionableException explained) {
        return explained.getCause() instanceof AwsServiceException refusal
                ? AccessDenial.parse(AwsFailures.sentence(refusal))
                        .filter(denial -> denial.action().equals(ACTION))
                : Optional.empty();
    }

    private static List<String> arns(List<String> roles, AccessDenial denial) {
        // The one who is refused is of the account that the roles without an ARN are of.
        Optional<AwsAccount> account = Stream.of(denial.resource().orElse(""), denial.identity())
                .filter(name -> name.startsWith("arn:"))
                .map(AwsAccount::ofArn)
                .findFirst();
        return roles.stream()
                .map(role -> account.map(known -> known.roleArn(role)).orElse(role))
                .toList();
    }
}
