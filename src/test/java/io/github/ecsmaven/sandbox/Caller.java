package io.github.ecsmaven.sandbox;

import java.util.Set;

/**
 * Who sent a request.
 *
 * @param arn of the IAM user or assumed role, such as {@code arn:aws:iam::123456789012:user/ci}
 * @param account twelve digits
 * @param deniedActions IAM actions such as {@code ecr:CreateRepository}, {@code ecr:*} or {@code *} that no policy allows
 */
public record Caller(String arn, String account, Set<String> deniedActions) {
    public Caller {
        deniedActions = Set.copyOf(deniedActions);
    }

    /**
     * Checks one IAM action on one resource.
     *
     * @param resource an ARN, or {@code *} for actions without a resource
     * @throws AwsError AccessDeniedException in AWS's words, when the action is denied to this caller
     */
    public void require(String action, String resource) throws AwsError {
        if (!isAllowed(action)) {
            throw AwsError.badRequest("AccessDeniedException", refusal(action, resource));
        }
    }

    /** Whether a policy of this caller allows the action. */
    public boolean isAllowed(String action) {
        String service = action.substring(0, action.indexOf(':') + 1);
        return !deniedActions.contains(action)
                && !deniedActions.contains(service + "*")
                && !deniedActions.contains("*");
    }

    /** IAM's sentence about an action that no identity-based policy allows. */
    public String refusal(String action, String resource) {
        return "User: " + arn + " is not authorized to perform: " + action + " on resource: " + resource
                + " because no identity-based policy allows the " + action + " action";
    }
}
