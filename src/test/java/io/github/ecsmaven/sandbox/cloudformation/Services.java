package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.QueryService;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The sandbox's services, called as by anybody with the caller's permissions. */
record Services(Sandbox sandbox, Caller caller) {
    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    ObjectNode ecs(String operation, ObjectNode request) throws AwsError {
        return json("ecs", "Ecs", operation, request);
    }

    ObjectNode logs(String operation, ObjectNode request) throws AwsError {
        return json("logs", "CloudWatchLogs", operation, request);
    }

    ObjectNode scaling(String operation, ObjectNode request) throws AwsError {
        return json("application-autoscaling", "ApplicationAutoScaling", operation, request);
    }

    private ObjectNode json(String service, String name, String operation, ObjectNode request) throws AwsError {
        try {
            return sandbox.service(service).call(operation, request, caller);
        } catch (AwsError e) {
            throw told(name, e);
        }
    }

    /** @param parameters with names as the API has them; lists and structures inside are flattened */
    JsonNode elb(String action, ObjectNode parameters) throws AwsError {
        try {
            return XmlAnswer.toJson(sandbox.elb().call(fields(action, parameters, ".member"), caller));
        } catch (AwsError e) {
            throw told("ElasticLoadBalancingV2", e);
        }
    }

    JsonNode iam(String action, ObjectNode parameters) throws AwsError {
        return query(sandbox.iam(), "Iam", fields(action, parameters, ".member"));
    }

    JsonNode ec2(String action, ObjectNode parameters) throws AwsError {
        return query(sandbox.ec2(), "Ec2", fields(action, parameters, ""));
    }

    private JsonNode query(QueryService service, String name, Map<String, String> fields) throws AwsError {
        try {
            return XmlAnswer.toJson(service.answer(QueryForm.of(service.actionPrefix(), fields), caller));
        } catch (AwsError e) {
            throw told(name, e);
        }
    }

    // Handlers pass on what the SDK says.
    private static AwsError told(String service, AwsError error) {
        if (error.code().equals("NotImplementedBySandbox")) {
            return error;
        }
        return new AwsError(
                error.status(),
                error.code(),
                error.message() + " (Service: " + service + ", Status Code: " + error.status() + ", Request ID: "
                        + UUID.randomUUID() + ")");
    }

    private static Map<String, String> fields(String action, ObjectNode parameters, String element) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Action", action);
        parameters.properties().forEach(one -> flatten(one.getKey(), one.getValue(), element, fields));
        return fields;
    }

    private static void flatten(String name, JsonNode value, String element, Map<String, String> fields) {
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                flatten(name + element + "." + (i + 1), value.get(i), element, fields);
            }
        } else if (value.isObject()) {
            value.properties().forEach(one -> flatten(name + "." + one.getKey(), one.getValue(), element, fields));
        } else {
            fields.put(name, value.asText());
        }
    }
}
