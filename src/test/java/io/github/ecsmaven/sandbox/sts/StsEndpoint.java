package io.github.ecsmaven.sandbox.sts;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.Endpoint;
import io.github.ecsmaven.sandbox.Operation;
import io.github.ecsmaven.sandbox.http.HttpRequest;
import io.github.ecsmaven.sandbox.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** STS, which speaks the query protocol: form fields in, XML out. */
public final class StsEndpoint implements Endpoint {
    private static final String VERSION = "2011-06-15";
    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/" + VERSION + "/";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int SHORTEST_SESSION = 900;
    // A role's own maximum is an hour unless it was raised (STS: AssumeRole, DurationSeconds).
    private static final int LONGEST_SESSION = 3600;

    private final Identities identities;
    private final QueryCallers callers;

    public StsEndpoint(Identities identities, String region) {
        this.identities = identities;
        this.callers = new QueryCallers(identities, "sts", List.of(region, "us-east-1"));
    }

    @Override
    public boolean takes(HttpRequest request) {
        return request.method().equals("POST")
                && request.path().equals("/")
                && request.header("Content-Type").orElse("").startsWith(FORM);
    }

    @Override
    public Operation operation(HttpRequest request) throws IOException {
        return new Operation("sts", fields(request).getOrDefault("Action", ""), false);
    }

    private static Map<String, String> fields(HttpRequest request) throws IOException {
        return HttpRequest.form(new String(request.bytes(), StandardCharsets.UTF_8));
    }

    @Override
    public HttpResponse answer(HttpRequest request, Operation operation) throws IOException, AwsError {
        Map<String, String> fields = fields(request);
        String action = operation.name();
        if (!VERSION.equals(fields.get("Version"))) {
            throw AwsError.badRequest(
                    "InvalidAction",
                    "Could not find operation " + action + " for version "
                            + fields.getOrDefault("Version", "NO_VERSION_SPECIFIED"));
        }
        return switch (action) {
            case "GetCallerIdentity" -> {
                refuseUnknown(action, fields, Set.of());
                yield callerIdentity(callers.of(request));
            }
            case "AssumeRole" -> {
                refuseUnknown(action, fields, Set.of("RoleArn", "RoleSessionName", "DurationSeconds"));
                yield assumeRole(callers.of(request), fields);
            }
            case "AssumeRoleWithWebIdentity" -> {
                refuseUnknown(
                        action, fields, Set.of("RoleArn", "RoleSessionName", "DurationSeconds", "WebIdentityToken"));
                yield assumeRoleWithWebIdentity(fields);
            }
            default -> throw AwsError.notImplemented("sts:" + action);
        };
    }

    private static void refuseUnknown(String action, Map<String, String> fields, Set<String> known) throws AwsError {
        for (String field : fields.keySet()) {
            if (!known.contains(field) && !field.equals("Action") && !field.equals("Version")) {
                throw AwsError.notImplemented("the parameter '" + field + "' of sts:" + action);
            }
        }
    }

    private static HttpResponse callerIdentity(Caller caller) {
        String id = "AIDA" + Integer.toHexString(caller.arn().hashCode()).toUpperCase(java.util.Locale.ROOT);
        return result(
                "GetCallerIdentity",
                element("Arn", caller.arn()) + element("UserId", id) + element("Account", caller.account()));
    }

    private HttpResponse assumeRole(Caller caller, Map<String, String> fields) throws AwsError {
        String role = required(fields, "RoleArn");
        if (!caller.isAllowed("sts:AssumeRole") || !identities.trust(role).includes(caller)) {
            throw new AwsError(
                    403,
                    "AccessDenied",
                    "User: " + caller.arn() + " is not authorized to perform: sts:AssumeRole on resource: " + role);
        }
        return result("AssumeRole", session(role, fields));
    }

    private HttpResponse assumeRoleWithWebIdentity(Map<String, String> fields) throws AwsError {
        String role = required(fields, "RoleArn");
        String subject = identities.provider().verify(required(fields, "WebIdentityToken"));
        if (!identities.trust(role).includesSubject(subject)) {
            throw new AwsError(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
        }
        return result("AssumeRoleWithWebIdentity", session(role, fields));
    }

    private String session(String role, Map<String, String> fields) throws AwsError {
        String name = sessionName(fields);
        Identities.Session session = identities.assume(role, name, duration(fields));
        String credentials = element("AccessKeyId", session.accessKeyId())
                + element("SecretAccessKey", session.secretAccessKey())
                + element("SessionToken", session.sessionToken())
                + element("Expiration", session.expiresAt().toString());
        String user = element("Arn", session.arn()) + element("AssumedRoleId", "AROA3XFRBF535EXAMPLE:" + name);
        return "<Credentials>" + credentials + "</Credentials><AssumedRoleUser>" + user + "</AssumedRoleUser>";
    }

    private static Duration duration(Map<String, String> fields) throws AwsError {
        String sent = fields.getOrDefault("DurationSeconds", "3600");
        if (!sent.matches("\\d{1,9}")) {
            throw AwsError.badRequest("MalformedInput", "");
        }
        int seconds = Integer.parseInt(sent);
        if (seconds < SHORTEST_SESSION) {
            throw constraint(
                    "durationSeconds", sent, "Member must have value greater than or equal to " + SHORTEST_SESSION);
        }
        if (seconds > LONGEST_SESSION) {
            throw AwsError.badRequest(
                    "ValidationError",
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        return Duration.ofSeconds(seconds);
    }

    private static AwsError constraint(String member, String value, String constraint) {
        return AwsError.badRequest(
                "ValidationError",
                "1 validation error detected: Value '" + value + "' at '" + member + "' failed to satisfy constraint: "
                        + constraint);
    }

    private static String sessionName(Map<String, String> fields) throws AwsError {
        String name = required(fields, "RoleSessionName");
        if (!name.matches("[\\w+=,.@-]*")) {
            throw constraint("roleSessionName", name, "Member must satisfy regular expression pattern: [\\w+=,.@-]*");
        }
        if (name.length() < 2 || name.length() > 64) {
            throw constraint("roleSessionName", name, "Member must have length between 2 and 64");
        }
        return name;
    }

    private static String required(Map<String, String> fields, String name) throws AwsError {
        String value = fields.get(name);
        if (value == null || value.isEmpty()) {
            throw AwsError.badRequest(
                    "ValidationError",
                    "1 validation error detected: Value null at '" + name
                            + "' failed to satisfy constraint: Member must not be null");
        }
        return value;
    }

    private static HttpResponse result(String action, String content) {
        return xml(
                200,
                "<" + action + "Response xmlns=\"" + NAMESPACE + "\"><" + action + "Result>" + content + "</"
                        + action + "Result><ResponseMetadata>" + element("RequestId", requestId())
                        + "</ResponseMetadata></" + action + "Response>");
    }

    @Override
    public HttpResponse refusal(AwsError error) {
        String type = error.status() < 500 ? "Sender" : "Receiver";
        return xml(
                error.status(),
                "<ErrorResponse xmlns=\"" + NAMESPACE + "\"><Error>" + element("Type", type)
                        + element("Code", error.code()) + element("Message", error.message()) + "</Error>"
                        + element("RequestId", requestId()) + "</ErrorResponse>");
    }

    private static HttpResponse xml(int status, String text) {
        return HttpResponse.of(status, "text/xml", text);
    }

    private static String requestId() {
        return UUID.randomUUID().toString();
    }

    private static String element(String name, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<" + name + ">" + escaped + "</" + name + ">";
    }
}
