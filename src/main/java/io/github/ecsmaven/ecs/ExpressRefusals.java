package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.iam.AccessDenial;
import io.github.ecsmaven.iam.ExpressPermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;

/** Says why ECS does not take a change of an Express service, and what to do. */
final class ExpressRefusals {
    private ExpressRefusals() {}

    /** Whether ECS could not act with the infrastructure role, which may be too new for it. */
    static boolean isOfAssuming(SdkException e) {
        return e instanceof AwsServiceException refusal
                && AwsFailures.sentence(refusal).matches("(?is).*(assume.{0,20}role|sts:AssumeRole).*");
    }

    /** Whether there is a service of that name already, which "Creation of service was not idempotent" says. */
    private static boolean isOfSecond(SdkException e) {
        return e instanceof AwsServiceException refusal
                && AwsFailures.sentence(refusal).contains("not idempotent");
    }

    static ActionableException explain(ExpressChange change, SdkException e) {
        boolean creates = change instanceof ExpressChange.Create;
        String doing =
                (creates ? "create" : "update") + " Express " + change.wanted().service();
        if (isOfAssuming(e)) {
            return notAssumable(doing, change.wanted().settings(), (AwsServiceException) e);
        }
        if (creates && isOfSecond(e)) {
            return new ActionableException(
                    "The Express " + change.wanted().service() + " is there by now, and not as <express> has it:"
                            + " somebody else has made it meanwhile.",
                    "See who, then run mvn deploy again, which updates it.",
                    e);
        }
        if (e instanceof InvalidParameterException refusal && !AwsFailures.isAccessDenied(e)) {
            return new ActionableException(
                    "ECS refused to " + doing + ": " + AwsFailures.sentence(refusal),
                    "Correct it in <express>; nothing was changed.",
                    e);
        }
        ActionableException explained = AwsFailures.explain(doing, e);
        return passing(e)
                .map(denial -> new ActionableException(explained.problem(), passRole(denial, change.wanted()), e))
                .orElse(explained);
    }

    private static Optional<AccessDenial> passing(SdkException e) {
        return e instanceof AwsServiceException refusal
                ? AccessDenial.parse(AwsFailures.sentence(refusal))
                        .filter(denial -> denial.action().equals("iam:PassRole") && !denial.isExplicit())
                : Optional.empty();
    }

    /** Its tasks get two of the roles, and ECS itself the third. */
    private static String passRole(AccessDenial denial, WantedExpress wanted) {
        ExpressSettings settings = wanted.settings();
        boolean ofInfrastructure =
                denial.resource().filter(settings.infrastructureRole()::equals).isPresent();
        List<String> ofTasks = Stream.concat(Stream.of(settings.executionRole()), settings.taskRole().stream())
                .toList();
        return ofInfrastructure
                ? "Allow it in an IAM policy of that identity: "
                        + ExpressPermissions.passToEcs(settings.infrastructureRole())
                : denial.remedy(List.of("iam:PassRole"), ofTasks);
    }

    private static ActionableException notAssumable(String doing, ExpressSettings settings, AwsServiceException e) {
        return new ActionableException(
                "Could not " + doing + ": ECS cannot act with the infrastructure role " + settings.infrastructureRole()
                        + ". " + AwsFailures.sentence(e),
                "Let its trust policy name the service ecs.amazonaws.com and attach the managed policy"
                        + " service-role/AmazonECSInfrastructureRoleforExpressGatewayServices, or have it made:"
                        + " <express><createRoles>true</createRoles></express>.",
                e);
    }
}
