package io.github.ecsmaven.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * An identity-based policy of allowing statements, weighed as IAM does: action, resource and conditions of one statement have to fit
 * (IAM user guide, "Policy evaluation logic"; wildcards as under "IAM JSON policy elements: Resource").
 */
public final class IamPolicy {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode statements;
    private final List<String> refused = new ArrayList<>();
    private final Set<String> used = new LinkedHashSet<>();

    private IamPolicy(JsonNode statements) {
        this.statements = statements;
    }

    /** @param document with {@code Version} and {@code Statement}; empty text allows nothing */
    public static IamPolicy parse(String document) {
        try {
            return new IamPolicy(JSON.readTree(document).path("Statement"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + document, e);
        }
    }

    /**
     * Weighs one request.
     *
     * @param resource an ARN, or {@code *} for actions without a resource
     * @param context condition keys of the request with their values
     */
    synchronized boolean allows(String action, String resource, Map<String, String> context) {
        boolean allowed = StreamSupport.stream(statements.spliterator(), false)
                .anyMatch(statement -> fits(statement.path("Action"), action, Pattern.CASE_INSENSITIVE)
                        && fits(statement.path("Resource"), resource, 0)
                        && holds(statement.path("Condition"), context));
        if (allowed) {
            used.add(action);
        } else {
            refused.add(action + " on " + resource);
        }
        return allowed;
    }

    private static boolean fits(JsonNode oneOrMore, String value, int flags) {
        if (oneOrMore.isArray()) {
            return StreamSupport.stream(oneOrMore.spliterator(), false)
                    .anyMatch(one -> matches(one.asText(), value, flags));
        }
        return matches(oneOrMore.asText(), value, flags);
    }

    private static boolean matches(String pattern, String value, int flags) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(regex, flags).matcher(value).matches();
    }

    // A key that the request does not have fits none of these operators.
    private static boolean holds(JsonNode condition, Map<String, String> context) {
        return condition.properties().stream().allMatch(operator -> operator.getValue().properties().stream()
                .allMatch(key -> context.containsKey(key.getKey())
                        && compares(operator.getKey(), key.getValue().asText(), context.get(key.getKey()))));
    }

    private static boolean compares(String operator, String wanted, String actual) {
        return switch (operator) {
            case "StringEquals" -> wanted.equals(actual);
            case "StringLike", "ArnEquals", "ArnLike" -> matches(wanted, actual, 0);
            default -> throw new IllegalArgumentException("the sandbox does not know the operator " + operator);
        };
    }

    /** Every action that it allows on something. */
    public Set<String> actions() {
        Set<String> actions = new TreeSet<>();
        statements.forEach(statement -> {
            JsonNode action = statement.path("Action");
            if (action.isArray()) {
                action.forEach(one -> actions.add(one.asText()));
            } else {
                actions.add(action.asText());
            }
        });
        return actions;
    }

    /** What was asked for and not allowed, such as {@code ecr:PutImage on arn:…}. */
    public synchronized List<String> refused() {
        return List.copyOf(refused);
    }

    /** The actions that were asked for and allowed. */
    public synchronized Set<String> used() {
        return Set.copyOf(used);
    }
}
