package io.github.ecsmaven.iam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AWS's sentence about a missing permission, taken apart: "User: X is not authorized to perform: Y on resource: Z because W" (IAM
 * user guide, "Troubleshoot access denied error messages").
 *
 * @param identity ARN of the user or role session
 * @param action IAM action, such as {@code ecr:CreateRepository}
 * @param resource ARN, where AWS names it
 * @param reason why, in AWS's words, where it says
 */
public record AccessDenial(String identity, String action, Optional<String> resource, Optional<String> reason) {
    private static final String ROLE = "role ";
    private static final Pattern SENTENCE = Pattern.compile(
            "User: (?<identity>\\S+) is not authorized to perform: (?<action>[\\w-]+:\\w+)"
                    + "(?: on resource: (?<resource>(?:role )?\\S+))?(?:,? (?<reason>(?:because|with|due to) [^\\n]+))?");
    private static final Pattern ENCODED =
            Pattern.compile("Encoded authorization failure message: (?<message>[\\w+/=-]+)");
    private static final Pattern OWNER =
            Pattern.compile("arn:(?<partition>[^:]+):(?:iam|sts)::(?<account>[0-9]{12}):.*");
    private static final Pattern SESSION =
            Pattern.compile("arn:(?<partition>[^:]+):sts::(?<account>[0-9]+):assumed-role/(?<role>[^/]+)/.*");

    /** The sentence in a message, whatever stands around it. */
    public static Optional<AccessDenial> parse(String message) {
        Matcher matcher = SENTENCE.matcher(message);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(new AccessDenial(
                matcher.group("identity"),
                matcher.group("action"),
                Optional.ofNullable(matcher.group("resource")).map(AccessDenial::withoutQuotes),
                Optional.ofNullable(matcher.group("reason")).map(AccessDenial::firstSentence)));
    }

    /** The details of a denial that only their owner may read, where a message has them instead of a sentence. */
    public static Optional<String> encoded(String message) {
        Matcher matcher = ENCODED.matcher(message);
        return matcher.find() ? Optional.of(matcher.group("message")) : Optional.empty();
    }

    private static String withoutQuotes(String resource) {
        return resource.replaceAll("^[\"']|[\"'.,]+$", "");
    }

    private static String firstSentence(String reason) {
        return reason.replaceFirst("\\s*\\(Service: .*", "")
                .replaceFirst("[.,]? (?:Go to https?:|Encoded authorization).*", "")
                .replaceFirst("[.\\s]+$", "");
    }

    /** Whether a statement forbids it, so that allowing it elsewhere does not help. */
    public boolean isExplicit() {
        return reason.filter(text -> text.toLowerCase(Locale.ROOT).contains("explicit deny"))
                .isPresent();
    }

    /** Who may not do what to which thing and why, without a full stop. */
    public String sentence() {
        return identity + " may not " + action
                + resource.map(thing -> " on " + thing).orElse("")
                + reason.map(why -> " (" + why + ")").orElse("");
    }

    /** What to do: the statement to add, and where; or why none would help. */
    public String remedy() {
        return remedy(List.of(action));
    }

    /** The same for more actions, if the one that AWS names is among them: those that go with it are likely to be missing too. */
    public String remedy(List<String> actions) {
        List<String> wanted = actions.contains(action) ? actions : List.of(action);
        return remedy(wanted, resource.stream().map(this::lasting).toList());
    }

    /**
     * The same for more actions and things than AWS named.
     *
     * @param resources what the actions are needed on; empty for everything
     */
    public String remedy(List<String> actions, List<String> resources) {
        PolicyKind kind = reason.map(PolicyKind::in).orElse(PolicyKind.UNNAMED);
        if (isExplicit() || kind.isOfTheOrganization()) {
            return forbidden(kind);
        }
        Statement statement = statement(actions, resources);
        return switch (kind) {
            case BOUNDARY -> "The permissions boundary of that identity has to allow it too; add to the policy that is the"
                    + " boundary: " + statement;
            case SESSION -> "The session was opened with a session policy, which has to allow it too; where the role is"
                    + " assumed, add to it: " + statement;
            case ENDPOINT -> "The VPC endpoint that the calls take has a policy of its own; add to it: "
                    + forAnyone(statement);
            case RESOURCE -> "The thing is another account's, whose owner has to allow it in its policy: "
                    + forIdentity(statement);
            case TRUST -> "Name the identity in the role's trust policy: " + forIdentity(statement);
            case IDENTITY, UNNAMED, SERVICE_CONTROL, RESOURCE_CONTROL -> "Allow it in an IAM policy of that identity: "
                    + statement + ofAssuming();
        };
    }

    private String forbidden(PolicyKind kind) {
        String whose = kind.isOfTheOrganization()
                ? "A policy of the AWS organization forbids it, so no statement in the account helps: ask the organization's"
                        + " administrators"
                : "A policy forbids it, so allowing it elsewhere does not help: ask the owner of that policy";
        return whose + " to exempt " + identity + ", or deploy with another identity (<profile>, <roleArn>).";
    }

    private String ofAssuming() {
        return action.startsWith("sts:AssumeRole")
                ? ", and name the identity as a principal in the role's trust policy."
                : "";
    }

    private static Statement statement(List<String> actions, List<String> resources) {
        Statement plain = Statement.of("", actions, resources.isEmpty() ? List.of(Place.ANY) : resources);
        return actions.contains("iam:PassRole") ? plain.under(Condition.PASSED_TO_TASKS) : plain;
    }

    /** What stands for this deployment or revision alone would be missing again with the next one. */
    private String lasting(String resource) {
        Matcher owner = OWNER.matcher(identity);
        // IAM names a role without its ARN.
        if (resource.startsWith(ROLE) && owner.matches()) {
            return new Place(owner.group("partition"), Place.ANY, owner.group("account"))
                    .role(resource.substring(ROLE.length()));
        }
        return resource.replaceFirst("(:(?:service-deployment|service-revision)/[^/]+/[^/]+/).+", "$1*")
                .replaceFirst("(:ecs:[^:]*:[^:]*:task/[^/]+/).+", "$1*")
                .replaceFirst("(:task-definition/[^:]+:).+", "$1*")
                .replaceFirst("(:log-stream:).*", "$1*");
    }

    private static String forAnyone(Statement statement) {
        return Json.line(withPrincipal(statement, "*"));
    }

    // A repository's own policy knows no other resource than the repository, a trust policy none but the role.
    private String forIdentity(Statement statement) {
        Map<String, Object> json = withPrincipal(statement, Map.of("AWS", principal()));
        json.remove("Resource");
        return Json.line(json);
    }

    private static Map<String, Object> withPrincipal(Statement statement, Object principal) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("Effect", "Allow");
        json.put("Principal", principal);
        statement.toJson().forEach(json::putIfAbsent);
        return json;
    }

    private String principal() {
        Matcher session = SESSION.matcher(identity);
        return session.matches()
                ? new Place(session.group("partition"), Place.ANY, session.group("account")).role(session.group("role"))
                : identity;
    }
}
