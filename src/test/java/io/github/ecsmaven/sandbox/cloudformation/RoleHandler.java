package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** AWS::IAM::Role, with its attached and inline policies. */
record RoleHandler(Services services) implements ResourceHandler {
    private static final Set<String> OF_CREATION =
            Set.of("Path", "Description", "MaxSessionDuration", "PermissionsBoundary", "Tags");

    @Override
    public Made create(ObjectNode properties, PhysicalName name) throws AwsError {
        String role = Handlers.text(properties, "RoleName", () -> name.of(64));
        ObjectNode request = Handlers.only(properties, OF_CREATION).put("RoleName", role);
        request.put("AssumeRolePolicyDocument", document(properties.path("AssumeRolePolicyDocument")));
        JsonNode created = created(request, role);
        policies(role, Services.object(), properties);
        return Made.of(role)
                .with("Arn", created.path("Arn").asText())
                .with("RoleId", created.path("RoleId").asText());
    }

    @Override
    public boolean exists(ObjectNode properties) throws AwsError {
        return !services.iam("GetRole", named(properties.path("RoleName").asText()))
                .isEmpty();
    }

    private JsonNode created(ObjectNode request, String role) throws AwsError {
        try {
            return services.iam("CreateRole", request).path("Role");
        } catch (AwsError e) {
            throw e.code().equals("EntityAlreadyExists")
                    ? Failures.alreadyExists(ResourceType.of("AWS::IAM::Role"), role)
                    : e;
        }
    }

    private static String document(JsonNode document) {
        return document.isTextual() ? document.asText() : document.toString();
    }

    private static Set<String> managed(ObjectNode properties) {
        Set<String> arns = new TreeSet<>();
        properties.path("ManagedPolicyArns").forEach(arn -> arns.add(arn.asText()));
        return arns;
    }

    private static Set<String> inline(ObjectNode properties) {
        Set<String> names = new TreeSet<>();
        properties
                .path("Policies")
                .forEach(policy -> names.add(policy.path("PolicyName").asText()));
        return names;
    }

    private void policies(String role, ObjectNode before, ObjectNode after) throws AwsError {
        for (String arn : managed(after)) {
            if (!managed(before).contains(arn)) {
                services.iam("AttachRolePolicy", named(role).put("PolicyArn", arn));
            }
        }
        for (JsonNode policy : after.path("Policies")) {
            services.iam(
                    "PutRolePolicy",
                    named(role)
                            .put("PolicyName", policy.path("PolicyName").asText())
                            .put("PolicyDocument", document(policy.path("PolicyDocument"))));
        }
        for (String arn : managed(before)) {
            if (!managed(after).contains(arn)) {
                unlessGone("DetachRolePolicy", named(role).put("PolicyArn", arn));
            }
        }
        for (String name : inline(before)) {
            if (!inline(after).contains(name)) {
                unlessGone("DeleteRolePolicy", named(role).put("PolicyName", name));
            }
        }
    }

    private void unlessGone(String action, ObjectNode request) throws AwsError {
        try {
            services.iam(action, request);
        } catch (AwsError e) {
            if (!Failures.isNotFound(e)) {
                throw e;
            }
        }
    }

    private static ObjectNode named(String role) {
        return Services.object().put("RoleName", role);
    }

    @Override
    public Made update(StackResource resource, ObjectNode wanted) throws AwsError {
        String role = resource.physicalId();
        Set<String> changed = Properties.changed(resource.properties, wanted);
        if (changed.contains("AssumeRolePolicyDocument")) {
            services.iam(
                    "UpdateAssumeRolePolicy",
                    named(role).put("PolicyDocument", document(wanted.path("AssumeRolePolicyDocument"))));
        }
        if (changed.contains("Description") || changed.contains("MaxSessionDuration")) {
            ObjectNode request = named(role);
            request.setAll(Handlers.only(wanted, Set.of("Description", "MaxSessionDuration")));
            services.iam("UpdateRole", request);
        }
        if (changed.contains("PermissionsBoundary")) {
            throw AwsError.notImplemented("another permissions boundary of a role");
        }
        policies(role, resource.properties, wanted);
        ArrayNode dropped = Handlers.droppedTags(resource.properties, wanted);
        if (!dropped.isEmpty()) {
            services.iam("UntagRole", (ObjectNode) named(role).set("TagKeys", dropped));
        }
        if (changed.contains("Tags") && !wanted.path("Tags").isEmpty()) {
            services.iam("TagRole", (ObjectNode) named(role).set("Tags", wanted.path("Tags")));
        }
        return new Made(role, resource.attributes);
    }

    @Override
    public void delete(StackResource resource) throws AwsError {
        String role = resource.physicalId();
        policies(role, resource.properties, Services.object());
        services.iam("DeleteRole", named(role));
    }

    @Override
    public Optional<ObjectNode> read(StackResource resource) throws AwsError {
        JsonNode attached = services.iam("ListAttachedRolePolicies", named(resource.physicalId()))
                .path("AttachedPolicies");
        ObjectNode actual = Services.object();
        ArrayNode arns = actual.putArray("ManagedPolicyArns");
        attached.forEach(policy -> arns.add(policy.path("PolicyArn").asText()));
        return Optional.of(
                resource.properties.has("ManagedPolicyArns") || !arns.isEmpty() ? actual : Services.object());
    }
}
