package io.github.ecsmaven.sandbox.iam;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.QueryService;
import io.github.ecsmaven.sandbox.query.Xml;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** Roles of the sandbox's identities (IAM API reference, "GetRole": the trust policy is URL-encoded as RFC 3986 says). */
public final class IamSandbox implements QueryService {
    /** Where IAM of the partition aws is, whatever the region of everything else. */
    public static final String REGION = "us-east-1";

    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");

    private final Identities identities;

    public IamSandbox(Identities identities) {
        this.identities = identities;
    }

    @Override
    public String signingName() {
        return "iam";
    }

    @Override
    public String actionPrefix() {
        return "iam";
    }

    @Override
    public String version() {
        return "2010-05-08";
    }

    @Override
    public Xml answer(QueryForm form, Caller caller) throws AwsError {
        if (!form.action().equals("GetRole")) {
            throw AwsError.notImplemented("iam:" + form.action());
        }
        String name = form.required("RoleName");
        form.refuseRest();
        String resource = "role " + name;
        String arn = identities.roleNamed(name).orElse("arn:aws:iam::" + caller.account() + ":role/" + name);
        if (!caller.isAllowed("iam:GetRole", arn, Map.of())) {
            throw denied(caller.refusal("iam:GetRole", resource));
        }
        if (!NAME.matcher(name).matches()) {
            throw AwsError.badRequest(
                    "ValidationError",
                    "The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the"
                            + " following: +=,.@_-");
        }
        String document = identities
                .trustPolicy(arn)
                .orElseThrow(
                        () -> new AwsError(404, "NoSuchEntity", "The role with name " + name + " cannot be found."));
        return new Xml().element("Role", role -> role.text(
                        "Path", arn.substring(arn.indexOf(":role/") + 5, arn.lastIndexOf('/') + 1))
                .text("Arn", arn)
                .text("RoleName", name)
                .text("AssumeRolePolicyDocument", encoded(document))
                .text("CreateDate", "2026-01-01T00:00:00Z")
                .text("MaxSessionDuration", 3600));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
