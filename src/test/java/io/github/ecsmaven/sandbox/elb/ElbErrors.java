package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import java.util.Map;

/** The errors of the API by code, with the sentences that AWS answers where they are known. */
final class ElbErrors {
    private ElbErrors() {}

    static AwsError validation(String message) {
        return AwsError.badRequest("ValidationError", message);
    }

    static AwsError of(String code, String message) {
        return AwsError.badRequest(code, message);
    }

    /** @throws AwsError when no policy allows an action that is checked on no resource in particular, as all look-ups are */
    static void require(Caller caller, String action) throws AwsError {
        if (!caller.isAllowed(action)) {
            throw denied("User: " + caller.arn() + " is not authorized to perform: " + action
                    + " because no identity-based policy allows the " + action + " action");
        }
    }

    static void require(Caller caller, String action, String resource) throws AwsError {
        if (!caller.isAllowed(action, resource, Map.of())) {
            throw denied(caller.refusal(action, resource));
        }
    }

    private static AwsError denied(String message) {
        return new AwsError(403, "AccessDenied", message);
    }
}
