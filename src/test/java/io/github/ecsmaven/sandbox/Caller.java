package io.github.ecsmaven.sandbox;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who sent a request.
 *
 * @param arn of the IAM user or assumed role, such as {@code arn:aws:iam::123456789012:user/ci}
 * @param account twelve digits
 * @param deniedActions IAM actions such as {@code ecr:CreateRepository}, {@code ecr:Put*} or {@code *} that no policy allows
 * @param policy what alone is allowed, of all the other actions; without one all of them are
 */
public record Caller(String arn, String account, Set<String> deniedActions, Optional<IamPolicy> policy) {
    public Caller {
        deniedActions = Set.copyOf(deniedActions);
    }

    /** Who may do everything else. */
    public Caller(String arn, String account, Set<String> deniedActions) {
        this(arn, account, deniedActions, Optional.empty());
    }

    /**
     * Checks one IAM action on one resource.
     *
     * @param resource an ARN, or {@code *} for actions without a resource
     * @throws AwsError AccessDeniedException in AWS's words, when the action is denied to this caller
     */
    public void require(String action, String resource) throws AwsError {
        require(action, resource, Map.of());
    }

    /**
     * The same for a request with condition keys.
     *
     * @param context the keys, such as {@code ecs:cluster}, with their values
     */
    public void require(String action, String resource, Map<String, String> context) throws AwsError {
        if (!isAllowed(action, resource, context)) {
            throw AwsError.badRequest("AccessDeniedException", refusal(action, resource));
        }
    }

    /** Whether a policy of this caller allows an action that has no resource. */
    public boolean isAllowed(String action) {
        return isAllowed(action, "*", Map.of());
    }

    /** Whether a policy of this caller allows the action on a resource. */
    public boolean isAllowed(String action, String resource, Map<String, String> context) {
        return isNotDenied(action)
                && policy.map(it -> it.allows(action, resource, context)).orElse(true);
    }

    private boolean isNotDenied(String action) {
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
