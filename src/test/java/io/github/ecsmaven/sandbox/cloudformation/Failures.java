package io.github.ecsmaven.sandbox.cloudformation;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.cloudformation.PropertyCheck.Finding;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Why a resource failed, as events say it (CloudFormation CLI user guide, "Handler error codes"). */
final class Failures {
    private static final String INVALID_PROPERTIES = "InvalidProperties";
    private static final Set<String> OWN =
            Set.of("GeneralServiceException", "NotStabilized", "AlreadyExists", "NotUpdatable", "InvalidRequest");

    private Failures() {}

    static AwsError invalidProperties(String logicalId, List<Finding> findings) {
        StringBuilder message =
                new StringBuilder("Properties validation failed for resource " + logicalId + " with message:");
        findings.forEach(finding ->
                message.append("\n#").append(finding.path()).append(": ").append(finding.message()));
        return AwsError.badRequest(INVALID_PROPERTIES, message.toString());
    }

    static AwsError general(String message) {
        return AwsError.badRequest("GeneralServiceException", message);
    }

    static AwsError notStabilized(String message) {
        return AwsError.badRequest("NotStabilized", message);
    }

    static AwsError alreadyExists(ResourceType type, String identifier) {
        return AwsError.badRequest(
                "AlreadyExists",
                "Resource of type '" + type.name() + "' with identifier '" + identifier + "' already exists.");
    }

    /** A sentence of CloudFormation itself, not of a handler. */
    static AwsError own(String message) {
        return AwsError.badRequest(INVALID_PROPERTIES, message);
    }

    static boolean isNotFound(AwsError error) {
        return error.code().contains("NotFound") || error.code().equals("NoSuchEntity");
    }

    static String reason(AwsError error) {
        if (error.code().equals(INVALID_PROPERTIES) || error.code().equals("NotImplementedBySandbox")) {
            return error.message();
        }
        return "Resource handler returned message: \"" + error.message() + "\" (RequestToken: " + UUID.randomUUID()
                + ", HandlerErrorCode: " + handlerCode(error) + ")";
    }

    private static String handlerCode(AwsError error) {
        String code = error.code();
        if (OWN.contains(code)) {
            return code;
        }
        if (code.startsWith("AccessDenied") || code.equals("UnauthorizedOperation")) {
            return "AccessDenied";
        }
        if (isNotFound(error)) {
            return "NotFound";
        }
        if (code.contains("AlreadyExists") || code.startsWith("Duplicate") || code.endsWith(".Duplicate")) {
            return "AlreadyExists";
        }
        if (code.startsWith("Throttling")) {
            return "Throttling";
        }
        return error.status() >= 500 ? "ServiceInternalError" : "InvalidRequest";
    }
}
