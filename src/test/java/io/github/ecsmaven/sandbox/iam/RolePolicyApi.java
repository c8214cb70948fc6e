package io.github.ecsmaven.sandbox.iam;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.iam.IamSandbox.Named;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import io.github.ecsmaven.sandbox.sts.RolePolicies;

/** The actions on the policies of roles (IAM API reference, "AttachRolePolicy", "PutRolePolicy" and their neighbours). */
final class RolePolicyApi {
    private final RoleApi roles;

    RolePolicyApi(RoleApi roles) {
        this.roles = roles;
    }

    private RolePolicies of(Named role) throws AwsError {
        return roles.found(role).policies();
    }

    Xml attach(QueryForm form, Named role) throws AwsError {
        String arn = form.required("PolicyArn");
        form.refuseRest();
        if (!arn.matches("arn:[^:]+:iam::(aws|[0-9]{12}):policy/.+")) {
            throw AwsError.badRequest("InvalidInput", "ARN " + arn + " is not valid.");
        }
        if (!RolePolicies.isKnown(arn)) {
            throw new AwsError(404, "NoSuchEntity", "Policy " + arn + " does not exist or is not attachable.");
        }
        of(role).attached().add(arn);
        return new Xml();
    }

    Xml detach(QueryForm form, Named role) throws AwsError {
        String arn = form.required("PolicyArn");
        form.refuseRest();
        if (!of(role).attached().remove(arn)) {
            throw new AwsError(404, "NoSuchEntity", "Policy " + arn + " was not found.");
        }
        return new Xml();
    }

    Xml listAttached(QueryForm form, Named role) throws AwsError {
        form.refuseRest();
        return new Xml()
                .members("AttachedPolicies", of(role).attached(), (xml, arn) -> xml.text(
                                "PolicyName", arn.substring(arn.lastIndexOf('/') + 1))
                        .text("PolicyArn", arn))
                .text("IsTruncated", false);
    }

    Xml put(QueryForm form, Named role) throws AwsError {
        String name = form.required("PolicyName");
        String document = form.required("PolicyDocument");
        form.refuseRest();
        RoleApi.parsed(document);
        of(role).inline().put(name, document);
        return new Xml();
    }

    Xml delete(QueryForm form, Named role) throws AwsError {
        String name = form.required("PolicyName");
        form.refuseRest();
        if (of(role).inline().remove(name) == null) {
            throw noPolicy(name);
        }
        return new Xml();
    }

    private static AwsError noPolicy(String name) {
        return new AwsError(404, "NoSuchEntity", "The role policy with name " + name + " cannot be found.");
    }

    Xml get(QueryForm form, Named role) throws AwsError {
        String name = form.required("PolicyName");
        form.refuseRest();
        String document = of(role).inline().get(name);
        if (document == null) {
            throw noPolicy(name);
        }
        return new Xml()
                .text("RoleName", role.name())
                .text("PolicyName", name)
                .text("PolicyDocument", RoleApi.encoded(document));
    }

    Xml list(QueryForm form, Named role) throws AwsError {
        form.refuseRest();
        return new Xml().texts("PolicyNames", of(role).inline().keySet()).text("IsTruncated", false);
    }
}
