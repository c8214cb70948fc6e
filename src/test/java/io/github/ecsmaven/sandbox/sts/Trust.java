package io.github.ecsmaven.sandbox.sts;

import io.github.ecsmaven.sandbox.Caller;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A role's trust policy: who may assume it.
 *
 * @param principals ARNs of users, roles, or single sessions of a role
 * @param services such as {@value #ECS_TASKS}
 * @param subjects of web identities, in which {@code *} and {@code ?} stand for others as with StringLike
 */
public record Trust(Set<String> principals, Set<String> services, Set<String> subjects) {
    /** The service that assumes the roles of tasks (ECS developer guide, "Amazon ECS task execution IAM role"). */
    public static final String ECS_TASKS = "ecs-tasks.amazonaws.com";

    /** The service that assumes infrastructure roles (ECS developer guide, "Amazon ECS infrastructure IAM role"). */
    public static final String ECS = "ecs.amazonaws.com";

    private static final Pattern SESSION = Pattern.compile("arn:aws:sts::(\\d{12}):assumed-role/([^/]+)/.+");

    public Trust {
        principals = Set.copyOf(principals);
        services = Set.copyOf(services);
        subjects = Set.copyOf(subjects);
    }

    public static Trust inNobody() {
        return new Trust(Set.of(), Set.of(), Set.of());
    }

    public Trust andPrincipal(String arn) {
        return new Trust(with(principals, arn), services, subjects);
    }

    public Trust andService(String service) {
        return new Trust(principals, with(services, service), subjects);
    }

    public Trust andSubject(String pattern) {
        return new Trust(principals, services, with(subjects, pattern));
    }

    private static Set<String> with(Set<String> some, String another) {
        Set<String> more = new HashSet<>(some);
        more.add(another);
        return more;
    }

    /** As a policy says it (IAM user guide, "IAM JSON policy elements: Principal"). */
    String document() {
        List<String> statements = new ArrayList<>();
        new TreeSet<>(services).forEach(service -> statements.add(statement("Service", service, "sts:AssumeRole", "")));
        new TreeSet<>(principals).forEach(arn -> statements.add(statement("AWS", arn, "sts:AssumeRole", "")));
        new TreeSet<>(subjects)
                .forEach(subject -> statements.add(statement(
                        "Federated",
                        "arn:aws:iam::123456789012:oidc-provider/oidc.sandbox.example",
                        "sts:AssumeRoleWithWebIdentity",
                        ", \"Condition\": {\"StringLike\": {\"oidc.sandbox.example:sub\": \"" + subject + "\"}}")));
        return "{\"Version\": \"2012-10-17\", \"Statement\": [" + String.join(", ", statements) + "]}";
    }

    private static String statement(String kind, String principal, String action, String condition) {
        return "{\"Effect\": \"Allow\", \"Principal\": {\"" + kind + "\": \"" + principal + "\"}, \"Action\": \""
                + action + "\"" + condition + "}";
    }

    boolean includes(Caller caller) {
        Matcher session = SESSION.matcher(caller.arn());
        boolean ofTrustedRole = session.matches()
                && principals.contains("arn:aws:iam::" + session.group(1) + ":role/" + session.group(2));
        return ofTrustedRole || principals.contains(caller.arn());
    }

    boolean includesSubject(String subject) {
        return subjects.stream().anyMatch(pattern -> isLike(pattern, subject));
    }

    // Unlike the names of actions, which know no case (IAM user guide, "String condition operators").
    private static boolean isLike(String pattern, String subject) {
        return subject.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
    }
}
