package io.github.ecsmaven.sandbox.cloudformation;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.cloudformation.CloudFormationSandbox.Action;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The actions on whole stacks (API reference, "DescribeStacks" and its neighbours). */
final class StackApi {
    private final CloudFormationSandbox cloud;

    StackApi(CloudFormationSandbox cloud) {
        this.cloud = cloud;
    }

    void addTo(Map<String, Action> actions) {
        actions.put("DescribeStacks", this::describe);
        actions.put("DeleteStack", this::delete);
        actions.put("CancelUpdateStack", this::cancelUpdate);
        actions.put("ContinueUpdateRollback", this::continueRollback);
    }

    private Xml describe(QueryForm form, Caller caller) throws AwsError {
        Optional<String> name = form.optional("StackName");
        cloud.require(caller, "DescribeStacks", name.map(cloud::arn).orElse("*"));
        List<Stack> found = name.isPresent()
                ? List.of(cloud.stack(name.get()))
                : cloud.stacks.stream().filter(stack -> !stack.isDeleted()).toList();
        Page<Stack> page = Page.of(found, form, cloud.pageSize());
        form.refuseRest();
        Xml xml = new Xml().members("Stacks", page.items(), (one, stack) -> stack.write(one));
        page.writeNext(xml);
        return xml;
    }

    /** Of one that is not there nothing is said (API reference, "DeleteStack"). */
    private Xml delete(QueryForm form, Caller caller) throws AwsError {
        String name = form.required("StackName");
        cloud.require(caller, "DeleteStack", cloud.arn(name));
        Set<String> retained = new TreeSet<>(form.list("RetainResources"));
        String token = form.optional("ClientRequestToken").orElse("");
        String role = cloud.role(form, caller);
        if (!form.optional("DeletionMode").orElse("STANDARD").equals("STANDARD")) {
            throw AwsError.notImplemented("deletions of mode FORCE_DELETE_STACK");
        }
        form.refuseRest();
        Optional<Stack> found = cloud.find(name);
        if (found.isEmpty() || found.get().isDeleted() || found.get().status.equals("DELETE_IN_PROGRESS")) {
            return new Xml();
        }
        Stack stack = found.get();
        if (!retained.isEmpty() && !stack.status.equals("DELETE_FAILED")) {
            throw Errors.validation("Invalid operation on stack [" + stack.id
                    + "]. Resources to retain can only be specified for stacks in the DELETE_FAILED state");
        }
        for (String one : retained) {
            if (!stack.resources.containsKey(one)) {
                throw Errors.validation("The specified resources to retain [" + one + "] do not exist in the stack");
            }
        }
        if (stack.status.endsWith("_IN_PROGRESS")
                && !stack.status.equals("CREATE_IN_PROGRESS")
                && !stack.isInReview()) {
            throw Errors.validation("Stack [" + stack.id + "] cannot be deleted while in status " + stack.status);
        }
        begin(stack, role, caller, retained, token);
        return new Xml();
    }

    private void begin(
            Stack stack,
            @org.jspecify.annotations.Nullable String role,
            Caller caller,
            Set<String> retained,
            String token) {
        stack.token = token;
        stack.changeSets.clear();
        if (role != null) {
            stack.role = role;
        }
        Workshop workshop = cloud.workshop(cloud.actor(stack.role, caller), stack, stack.template, stack.parameters);
        stack.operation = new Deletion(workshop, retained, cloud.now());
    }

    private Xml cancelUpdate(QueryForm form, Caller caller) throws AwsError {
        String name = form.required("StackName");
        cloud.require(caller, "CancelUpdateStack", cloud.arn(name));
        String token = form.optional("ClientRequestToken").orElse("");
        form.refuseRest();
        Stack stack = cloud.stack(name);
        if (!(stack.operation instanceof Deployment deployment) || !deployment.isCancellable()) {
            throw Errors.validation("CancelUpdateStack cannot be called from current stack status");
        }
        stack.token = token.isEmpty() ? stack.token : token;
        deployment.cancel();
        return new Xml();
    }

    private Xml continueRollback(QueryForm form, Caller caller) throws AwsError {
        String name = form.required("StackName");
        cloud.require(caller, "ContinueUpdateRollback", cloud.arn(name));
        Set<String> skipped = new TreeSet<>(form.list("ResourcesToSkip"));
        String token = form.optional("ClientRequestToken").orElse("");
        String role = cloud.role(form, caller);
        form.refuseRest();
        Stack stack = cloud.stack(name);
        if (!stack.status.equals("UPDATE_ROLLBACK_FAILED") || !(stack.operation instanceof Deployment deployment)) {
            throw Errors.validation("Stack:" + stack.id + " is in " + stack.status
                    + " state and can not continue rolling back an update.");
        }
        if (role != null) {
            stack.role = role;
        }
        stack.token = token.isEmpty() ? stack.token : token;
        deployment.continueRollback(skipped, cloud.now());
        return new Xml();
    }
}
