package io.github.ecsmaven.sandbox.sts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The policies of a role that was made through IAM, and what they leave denied of all that tasks and CloudFormation's roles do here. */
public final class RolePolicies {
    /** What AmazonECSTaskExecutionRolePolicy allows (AWS managed policy reference). */
    private static final List<String> TASK_EXECUTION = List.of(
            "ecr:GetAuthorizationToken",
            "ecr:BatchCheckLayerAvailability",
            "ecr:GetDownloadUrlForLayer",
            "ecr:BatchGetImage",
            "logs:CreateLogStream",
            "logs:PutLogEvents");

    private static final Map<String, List<String>> MANAGED = Map.of(
            "service-role/AmazonECSTaskExecutionRolePolicy", TASK_EXECUTION, "AdministratorAccess", List.of("*"));

    /** What the sandbox asks of the roles of tasks. */
    private static final List<String> ASKED = List.of(
            "ecr:GetAuthorizationToken",
            "ecr:BatchCheckLayerAvailability",
            "ecr:GetDownloadUrlForLayer",
            "ecr:BatchGetImage",
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:PutLogEvents",
            "secretsmanager:GetSecretValue",
            "ssm:GetParameters",
            "kms:Decrypt");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> attached = new LinkedHashSet<>();
    private final Map<String, String> inline = new LinkedHashMap<>();

    /** Whether AWS has a managed policy by that ARN, as far as the sandbox knows. */
    public static boolean isKnown(String arn) {
        return MANAGED.containsKey(arn.replaceFirst("^arn:[^:]+:iam::aws:policy/", ""));
    }

    public Set<String> attached() {
        return attached;
    }

    /** Documents by name. */
    public Map<String, String> inline() {
        return inline;
    }

    /** Of the actions that the sandbox asks about, those that nothing allows on anything. */
    Set<String> denied() {
        List<String> allowed = new ArrayList<>();
        attached.forEach(arn ->
                allowed.addAll(MANAGED.getOrDefault(arn.replaceFirst("^arn:[^:]+:iam::aws:policy/", ""), List.of())));
        inline.values().forEach(document -> allowed.addAll(actions(document)));
        return ASKED.stream()
                .filter(action -> allowed.stream().noneMatch(pattern -> matches(pattern, action)))
                .collect(Collectors.toSet());
    }

    private static Set<String> actions(String document) {
        Set<String> actions = new HashSet<>();
        try {
            for (JsonNode statement : JSON.readTree(document).path("Statement")) {
                JsonNode action = statement.path("Action");
                if (action.isArray()) {
                    action.forEach(one -> actions.add(one.asText()));
                } else {
                    actions.add(action.asText());
                }
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(document, e);
        }
        return actions;
    }

    private static boolean matches(String pattern, String action) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(action).matches();
    }
}
