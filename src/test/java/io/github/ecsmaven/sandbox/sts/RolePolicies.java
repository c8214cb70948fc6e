package io.github.ecsmaven.sandbox.sts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    /** Of AmazonECSInfrastructureRoleforExpressGatewayServices (AWS managed policy reference), what the sandbox asks for. */
    private static final List<String> EXPRESS = List.of(
            "elasticloadbalancing:CreateLoadBalancer",
            "elasticloadbalancing:CreateTargetGroup",
            "elasticloadbalancing:CreateListener",
            "elasticloadbalancing:ModifyTargetGroup",
            "elasticloadbalancing:DescribeListeners",
            "elasticloadbalancing:DeleteListener",
            "elasticloadbalancing:DeleteTargetGroup",
            "elasticloadbalancing:DeleteLoadBalancer",
            "application-autoscaling:RegisterScalableTarget",
            "application-autoscaling:DeregisterScalableTarget");

    private static final Map<String, List<String>> MANAGED = Map.of(
            "service-role/AmazonECSTaskExecutionRolePolicy",
            TASK_EXECUTION,
            "service-role/AmazonECSInfrastructureRoleforExpressGatewayServices",
            EXPRESS,
            "AdministratorAccess",
            List.of("*"));

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
            "kms:Decrypt",
            "elasticloadbalancing:CreateLoadBalancer",
            "application-autoscaling:RegisterScalableTarget");

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

    /** All that they allow, as one policy. */
    public String document() {
        ObjectNode policy = JSON.createObjectNode().put("Version", "2012-10-17");
        ArrayNode statements = policy.putArray("Statement");
        for (String arn : attached) {
            ObjectNode statement = statements.addObject().put("Effect", "Allow").put("Resource", "*");
            ArrayNode actions = statement.putArray("Action");
            managed(arn).forEach(actions::add);
        }
        inline.values().forEach(one -> {
            JsonNode own = read(one).path("Statement");
            if (own.isArray()) {
                own.forEach(statements::add);
            } else {
                statements.add(own);
            }
        });
        return policy.toString();
    }

    private static List<String> managed(String arn) {
        return MANAGED.getOrDefault(arn.replaceFirst("^arn:[^:]+:iam::aws:policy/", ""), List.of());
    }

    private static JsonNode read(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(document, e);
        }
    }

    /** Of the actions that the sandbox asks about, those that nothing allows on anything. */
    Set<String> denied() {
        List<String> allowed = new ArrayList<>();
        attached.forEach(arn -> allowed.addAll(managed(arn)));
        inline.values().forEach(document -> allowed.addAll(actions(document)));
        return ASKED.stream()
                .filter(action -> allowed.stream().noneMatch(pattern -> matches(pattern, action)))
                .collect(Collectors.toSet());
    }

    private static Set<String> actions(String document) {
        Set<String> actions = new HashSet<>();
        JsonNode statements = read(document).path("Statement");
        for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
            JsonNode action = statement.path("Action");
            if (action.isArray()) {
                action.forEach(one -> actions.add(one.asText()));
            } else {
                actions.add(action.asText());
            }
        }
        return actions;
    }

    private static boolean matches(String pattern, String action) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(action).matches();
    }
}
