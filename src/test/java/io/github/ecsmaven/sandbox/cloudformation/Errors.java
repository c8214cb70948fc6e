package io.github.ecsmaven.sandbox.cloudformation;

import io.github.ecsmaven.sandbox.AwsError;

/** The errors of the API by code, with the sentences that AWS answers where they are known. */
final class Errors {
    private Errors() {}

    static AwsError validation(String message) {
        return AwsError.badRequest("ValidationError", message);
    }

    static AwsError constraint(String value, String member, String constraint) {
        return validation("1 validation error detected: Value '" + value + "' at '" + member
                + "' failed to satisfy constraint: " + constraint);
    }

    static AwsError noStack(String nameOrId) {
        return validation("Stack with id " + nameOrId + " does not exist");
    }

    static AwsError noChangeSet(String nameOrId) {
        return new AwsError(404, "ChangeSetNotFound", "ChangeSet [" + nameOrId + "] does not exist");
    }

    static AwsError alreadyExists(String message) {
        return AwsError.badRequest("AlreadyExistsException", message);
    }

    static AwsError insufficientCapabilities(String needed) {
        return AwsError.badRequest("InsufficientCapabilitiesException", "Requires capabilities : [" + needed + "]");
    }

    static AwsError invalidChangeSetStatus(String message) {
        return AwsError.badRequest("InvalidChangeSetStatus", message);
    }
}
