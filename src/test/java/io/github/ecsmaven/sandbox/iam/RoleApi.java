package io.github.ecsmaven.sandbox.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.iam.IamSandbox.Named;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import io.github.ecsmaven.sandbox.sts.Identities;
import io.github.ecsmaven.sandbox.sts.Identities.CreatedRole;
import io.github.ecsmaven.sandbox.sts.RolePolicies;
import io.github.ecsmaven.sandbox.sts.Trust;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The actions on roles (IAM API reference, "CreateRole" and its neighbours; documents are URL-encoded as RFC 3986 says). */
final class RoleApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Identities identities;
    private final Clock clock;

    RoleApi(Identities identities, Clock clock) {
        this.identities = identities;
        this.clock = clock;
    }

    Xml get(QueryForm form, Named role) throws AwsError {
        form.refuseRest();
        String document = identities.trustPolicy(role.arn()).orElseThrow(() -> missing(role));
        return new Xml().element("Role", xml -> {
            write(xml, role, document);
            identities
                    .created(role.arn())
                    .filter(created -> !created.tags().isEmpty())
                    .ifPresent(created ->
                            xml.members("Tags", created.tags().entrySet(), (tag, one) -> tag.text("Key", one.getKey())
                                    .text("Value", one.getValue())));
        });
    }

    private void write(Xml xml, Named role, String document) {
        xml.text(
                        "Path",
                        role.arn()
                                .substring(
                                        role.arn().indexOf(":role/") + 5,
                                        role.arn().lastIndexOf('/') + 1))
                .text("Arn", role.arn())
                .text("RoleName", role.name());
        identities.created(role.arn()).ifPresent(created -> xml.text("RoleId", created.id()));
        identities
                .created(role.arn())
                .map(CreatedRole::description)
                .filter(description -> !description.isEmpty())
                .ifPresent(description -> xml.text("Description", description));
        xml.text("AssumeRolePolicyDocument", encoded(document))
                .text(
                        "CreateDate",
                        identities
                                .created(role.arn())
                                .map(created -> created.createdAt()
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString())
                                .orElse("2026-01-01T00:00:00Z"))
                .text("MaxSessionDuration", 3600);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static AwsError missing(Named role) {
        return new AwsError(404, "NoSuchEntity", "The role with name " + role.name() + " cannot be found.");
    }

    /** A role that was made through IAM. */
    CreatedRole found(Named role) throws AwsError {
        if (identities.trustPolicy(role.arn()).isEmpty()) {
            throw missing(role);
        }
        return identities
                .created(role.arn())
                .orElseThrow(() -> AwsError.notImplemented(
                        "changes to the role " + role.name() + ", which was not made through IAM"));
    }

    Xml create(QueryForm form, Named role) throws AwsError {
        String document = form.required("AssumeRolePolicyDocument");
        String description = form.optional("Description").orElse("");
        if (!form.optional("Path").orElse("/").equals("/")) {
            throw AwsError.notImplemented("roles with a path");
        }
        Map<String, String> tags = tags(form);
        form.refuseRest();
        Trust trust = trust(document);
        if (identities.trustPolicy(role.arn()).isPresent()) {
            throw new AwsError(409, "EntityAlreadyExists", "Role with name " + role.name() + " already exists.");
        }
        String id = String.format("AROA%016X", ThreadLocalRandom.current().nextLong());
        identities.put(
                new CreatedRole(role.arn(), id, document, description, clock.instant(), new RolePolicies(), tags),
                trust);
        return new Xml().element("Role", xml -> write(xml, role, document));
    }

    private static Map<String, String> tags(QueryForm form) throws AwsError {
        Map<String, String> tags = new LinkedHashMap<>();
        for (QueryForm tag : form.structures("Tags")) {
            tags.put(tag.required("Key"), tag.optional("Value").orElse(""));
        }
        return tags;
    }

    private static Trust trust(String document) throws AwsError {
        Trust trust = Trust.inNobody();
        JsonNode statements = parsed(document).path("Statement");
        for (JsonNode statement : statements.isObject() ? JSON.createArrayNode().add(statements) : statements) {
            boolean allows = statement.path("Effect").asText().equals("Allow");
            JsonNode principal = statement.path("Principal");
            if (!allows || !principal.isObject()) {
                throw malformed("Statements of a trust policy must allow principals");
            }
            for (JsonNode service : several(principal.path("Service"))) {
                trust = trust.andService(service.asText());
            }
            for (JsonNode arn : several(principal.path("AWS"))) {
                trust = trust.andPrincipal(arn.asText());
            }
        }
        return trust;
    }

    private static JsonNode several(JsonNode oneOrMore) {
        return oneOrMore.isTextual() ? JSON.createArrayNode().add(oneOrMore) : oneOrMore;
    }

    static JsonNode parsed(String document) throws AwsError {
        try {
            JsonNode policy = JSON.readTree(document);
            if (!policy.path("Version").asText().equals("2012-10-17")
                    || policy.path("Statement").isEmpty()) {
                throw malformed("Syntax errors in policy.");
            }
            return policy;
        } catch (JsonProcessingException e) {
            throw malformed("This policy contains invalid Json");
        }
    }

    private static AwsError malformed(String message) {
        return AwsError.badRequest("MalformedPolicyDocument", message);
    }

    Xml delete(QueryForm form, Named role) throws AwsError {
        form.refuseRest();
        RolePolicies policies = found(role).policies();
        if (!policies.attached().isEmpty()) {
            throw new AwsError(409, "DeleteConflict", "Cannot delete entity, must detach all policies first.");
        }
        if (!policies.inline().isEmpty()) {
            throw new AwsError(409, "DeleteConflict", "Cannot delete entity, must delete policies first.");
        }
        identities.removeRole(role.arn());
        return new Xml();
    }

    Xml updateTrust(QueryForm form, Named role) throws AwsError {
        String document = form.required("PolicyDocument");
        form.refuseRest();
        CreatedRole before = found(role);
        identities.put(before.with(document, before.description()), trust(document));
        return new Xml();
    }

    /** An absent description is none (API reference, "UpdateRole"). */
    Xml update(QueryForm form, Named role) throws AwsError {
        String description = form.optional("Description").orElse("");
        form.refuseRest();
        CreatedRole before = found(role);
        identities.put(before.with(before.document(), description), trust(before.document()));
        return new Xml();
    }

    Xml tag(QueryForm form, Named role) throws AwsError {
        Map<String, String> tags = tags(form);
        form.refuseRest();
        found(role).tags().putAll(tags);
        return new Xml();
    }

    Xml untag(QueryForm form, Named role) throws AwsError {
        var keys = form.list("TagKeys");
        form.refuseRest();
        keys.forEach(found(role).tags()::remove);
        return new Xml();
    }
}
