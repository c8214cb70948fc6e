package io.github.ecsmaven.preflight;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Whether there are a region and credentials that AWS takes. All that asks AWS waits for it: without them the same would be said of each
 * thing.
 */
public record IdentityCheck(Surroundings aws, List<Check> next) implements Check {
    private static final int SERVER_ERROR = 500;

    @Override
    public String subject() {
        return "credentials";
    }

    @Override
    public String doing() {
        return "find out whose AWS credentials these are";
    }

    @Override
    public void look(Report report) {
        try {
            aws.session().region();
            aws.session().identity();
        } catch (ActionableException e) {
            if (!leavesOpen(e)) {
                report.fails(e.problem(), e.remedy());
                return;
            }
            report.couldNotCheck(e.problem(), e.remedy());
        }
        next.forEach(report::then);
    }

    /** STS itself may be out of reach, or forbidden, where all that a deployment needs is not. */
    private static boolean leavesOpen(ActionableException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
            if (cause instanceof AwsServiceException refusal && refusal.statusCode() >= SERVER_ERROR) {
                return true;
            }
        }
        return AwsFailures.isAccessDenied(failure);
    }
}
