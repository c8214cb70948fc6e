package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;

/** What is the same for load balancers and target groups: the names of their operations and members. */
record ElbKind(Services services, String name) {

    /** The property with the attributes that are set by an operation of their own. */
    String attributes() {
        return name + "Attributes";
    }

    String arnMember() {
        return name + "Arn";
    }

    ObjectNode request(String arn) {
        return Services.object().put(arnMember(), arn);
    }

    boolean exists(String named) throws AwsError {
        try {
            describe("Names", named);
            return true;
        } catch (AwsError e) {
            if (Failures.isNotFound(e)) {
                return false;
            }
            throw e;
        }
    }

    JsonNode find(String arn) throws AwsError {
        return describe(arnMember() + "s", arn);
    }

    private JsonNode describe(String member, String value) throws AwsError {
        ObjectNode request = Services.object();
        request.putArray(member).add(value);
        return services.elb("Describe" + name + "s", request).path(name + "s").path(0);
    }

    void setAttributes(String arn, ObjectNode properties) throws AwsError {
        if (!properties.path(attributes()).isEmpty()) {
            ObjectNode request = request(arn);
            request.set("Attributes", properties.path(attributes()));
            services.elb("Modify" + name + "Attributes", request);
        }
    }

    void delete(String arn) throws AwsError {
        services.elb("Delete" + name, request(arn));
    }
}
