package io.github.ecsmaven.sandbox;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who sent a request.
 *
 * @param arn of the IAM user or assumed role, such as {@code arn:aws:iam::123456789012:user/ci}
 * @param account twelve digits
 * @param deniedActions IAM actions such as {@code ecr:CreateRepository}, {@code ecr:Put*} or {@code *} that no policy allows
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
        return deniedActions.stream().noneMatch(denied -> matches(denied, action));
    }

    // Wildcards as in IAM's policies, whose actions know no case (IAM user guide, "IAM JSON policy elements: Action").
    private static boolean matches(String pattern, String action) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(action).matches();
    }

    /** IAM's sentence about an action that no identity-based policy allows. */
    public String refusal(String action, String resource) {
        return "User: " + arn + " is not authorized to perform: " + action + " on resource: " + resource
                + " because no identity-based policy allows the " + action + " action";
    }
}
