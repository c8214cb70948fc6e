package io.github.ecsmaven.sandbox.logs;

import io.github.ecsmaven.sandbox.AwsError;

/** CloudWatch Logs' errors in its own words. */
final class LogsErrors {
    private LogsErrors() {}

    static AwsError noGroup() {
        return AwsError.badRequest("ResourceNotFoundException", "The specified log group does not exist.");
    }

    static AwsError noStream() {
        return AwsError.badRequest("ResourceNotFoundException", "The specified log stream does not exist.");
    }

    static AwsError groupExists() {
        return AwsError.badRequest("ResourceAlreadyExistsException", "The specified log group already exists");
    }

    static AwsError invalid(String message) {
        return AwsError.badRequest("InvalidParameterException", message);
    }

    static AwsError invalid(String member, Object value, String constraint) {
        return invalid("1 validation error detected: Value '" + value + "' at '" + member
                + "' failed to satisfy constraint: " + constraint);
    }
}
