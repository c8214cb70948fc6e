package io.github.ecsmaven.sandbox.iam;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.QueryService;
import io.github.ecsmaven.sandbox.query.Xml;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Pattern;

/** Roles of the sandbox's identities (IAM API reference). */
public final class IamSandbox implements QueryService {
    /** Where IAM of the partition aws is, whatever the region of everything else. */
    public static final String REGION = "us-east-1";

    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");

    private final Identities identities;
    private final Map<String, Action> actions;

    /** @param clock when roles are made */
    public IamSandbox(Identities identities, Clock clock) {
        this.identities = identities;
        RoleApi roles = new RoleApi(identities, clock);
        RolePolicyApi policies = new RolePolicyApi(roles);
        this.actions = Map.ofEntries(
                Map.entry("GetRole", roles::get),
                Map.entry("CreateRole", roles::create),
                Map.entry("DeleteRole", roles::delete),
                Map.entry("UpdateAssumeRolePolicy", roles::updateTrust),
                Map.entry("UpdateRole", roles::update),
                Map.entry("TagRole", roles::tag),
                Map.entry("UntagRole", roles::untag),
                Map.entry("AttachRolePolicy", policies::attach),
                Map.entry("DetachRolePolicy", policies::detach),
                Map.entry("ListAttachedRolePolicies", policies::listAttached),
                Map.entry("PutRolePolicy", policies::put),
                Map.entry("DeleteRolePolicy", policies::delete),
                Map.entry("GetRolePolicy", policies::get),
                Map.entry("ListRolePolicies", policies::list));
    }

    /** @param arn of the role, whether or not it is there */
    record Named(String name, String arn, String account) {}

    @FunctionalInterface
    interface Action {
        Xml answer(QueryForm form, Named role) throws AwsError;
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
        Action action = actions.get(form.action());
        if (action == null) {
            throw AwsError.notImplemented("iam:" + form.action());
        }
        String name = form.required("RoleName");
        String arn = identities.roleNamed(name).orElse("arn:aws:iam::" + caller.account() + ":role/" + name);
        require(caller, form.action(), arn, form.action().equals("GetRole") ? "role " + name : arn);
        if (form.action().equals("CreateRole") && !form.structures("Tags").isEmpty()) {
            require(caller, "TagRole", arn, arn);
        }
        if (!NAME.matcher(name).matches()) {
            throw AwsError.badRequest(
                    "ValidationError",
                    "The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the"
                            + " following: +=,.@_-");
        }
        return action.answer(form, new Named(name, arn, caller.account()));
    }

    private void require(Caller caller, String action, String arn, String named) throws AwsError {
        if (!caller.isAllowed("iam:" + action, arn, Map.of())) {
            throw denied(caller.refusal("iam:" + action, named));
        }
    }
}
