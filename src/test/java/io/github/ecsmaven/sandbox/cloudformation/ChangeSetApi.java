package io.github.ecsmaven.sandbox.cloudformation;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.cloudformation.CloudFormationSandbox.Action;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The actions on change sets but for their creation (API reference, "DescribeChangeSet" and its neighbours). */
final class ChangeSetApi {
    private final CloudFormationSandbox cloud;
    private final ChangeSetCreation creation;

    ChangeSetApi(CloudFormationSandbox cloud) {
        this.cloud = cloud;
        this.creation = new ChangeSetCreation(cloud);
    }

    void addTo(Map<String, Action> actions) {
        actions.put("CreateChangeSet", creation::create);
        actions.put("DescribeChangeSet", this::describe);
        actions.put("ExecuteChangeSet", this::execute);
        actions.put("DeleteChangeSet", this::delete);
        actions.put("ListChangeSets", this::list);
    }

    /** By its ARN alone, or by its name and its stack's. */
    static Optional<ChangeSet> find(CloudFormationSandbox cloud, String nameOrId, Optional<String> stack) {
        return cloud.stacks.stream()
                .filter(one -> stack.isEmpty()
                        || cloud.find(stack.get()).filter(one::equals).isPresent())
                .flatMap(one -> one.changeSets.values().stream())
                .filter(one -> one.id.equals(nameOrId)
                        || stack.isPresent() && one.request.name().equals(nameOrId))
                .findFirst();
    }

    private ChangeSet found(QueryForm form, Caller caller, String action) throws AwsError {
        String name = form.required("ChangeSetName");
        Optional<String> stack = form.optional("StackName");
        if (stack.isEmpty() && !name.startsWith("arn:")) {
            throw Errors.validation("StackName must be specified if ChangeSetName is not specified as an ARN.");
        }
        Optional<ChangeSet> found = find(cloud, name, stack);
        cloud.require(caller, action, found.map(one -> one.stack.id).orElseGet(() -> stack.map(cloud::arn)
                .orElse("*")));
        if (stack.isPresent() && cloud.find(stack.get()).isEmpty()) {
            throw Errors.validation("Stack [" + stack.get() + "] does not exist");
        }
        return found.orElseThrow(() -> Errors.noChangeSet(name));
    }

    private Xml describe(QueryForm form, Caller caller) throws AwsError {
        ChangeSet found = found(form, caller, "DescribeChangeSet");
        boolean withValues =
                form.optional("IncludePropertyValues").orElse("false").equals("true");
        List<Change> changes = found.isReady(cloud.now()) ? found.changes : List.of();
        Page<Change> page = Page.of(changes, form, cloud.pageSize());
        form.refuseRest();
        Xml xml = new Xml();
        found.write(xml, cloud.now(), page.items(), withValues);
        page.writeNext(xml);
        return xml;
    }

    private Xml execute(QueryForm form, Caller caller) throws AwsError {
        ChangeSet found = found(form, caller, "ExecuteChangeSet");
        String token = form.optional("ClientRequestToken").orElse("");
        boolean noRollback = form.optional("DisableRollback").orElse("false").equals("true");
        boolean retainLess =
                form.optional("RetainExceptOnCreate").orElse("false").equals("true");
        form.refuseRest();
        Instant now = cloud.now();
        boolean again = !token.isEmpty() && token.equals(found.stack.token) && found.id.equals(found.stack.changeSetId);
        if (again) {
            return new Xml();
        }
        if (!found.status(now).equals("CREATE_COMPLETE")) {
            throw Errors.invalidChangeSetStatus("ChangeSet [" + found.id
                    + "] cannot be executed in its current status of [" + found.status(now) + "]");
        }
        if (!found.executionStatus.equals("AVAILABLE")) {
            throw Errors.invalidChangeSetStatus("ChangeSet [" + found.id
                    + "] cannot be executed in its current execution status of [" + found.executionStatus + "]");
        }
        ChangeSetCreation.refuseBusy(found.stack, found.request.creation());
        String onFailure = noRollback ? "DO_NOTHING" : found.request.onFailure();
        begin(found, new Deployment.Options(onFailure, retainLess), token, now);
        return new Xml();
    }

    private void begin(ChangeSet found, Deployment.Options options, String token, Instant now) {
        Stack stack = found.stack;
        stack.changeSets.values().removeIf(other -> other != found);
        stack.changeSetId = found.id;
        stack.token = token;
        stack.role = found.request.role();
        stack.capabilities = found.request.capabilities();
        stack.rollbackDisabled = options.onFailure().equals("DO_NOTHING");
        stack.updatedAt = now;
        found.executionStatus = "EXECUTE_IN_PROGRESS";
        stack.operation = new Deployment(
                creation.workshop(found.request, stack),
                found.request.creation(),
                options,
                success -> found.executionStatus = success ? "EXECUTE_COMPLETE" : "EXECUTE_FAILED",
                now);
    }

    /** Of one that is not there nothing is said, as long as its stack is. */
    private Xml delete(QueryForm form, Caller caller) throws AwsError {
        String name = form.required("ChangeSetName");
        Optional<String> stack = form.optional("StackName");
        form.refuseRest();
        if (stack.isEmpty() && !name.startsWith("arn:")) {
            throw Errors.validation("StackName must be specified if ChangeSetName is not specified as an ARN.");
        }
        Optional<ChangeSet> found = find(cloud, name, stack);
        cloud.require(caller, "DeleteChangeSet", found.map(one -> one.stack.id).orElseGet(() -> stack.map(cloud::arn)
                .orElse("*")));
        if (stack.isPresent() && cloud.find(stack.get()).isEmpty()) {
            throw Errors.validation("Stack [" + stack.get() + "] does not exist");
        }
        if (found.isPresent() && found.get().executionStatus.equals("EXECUTE_IN_PROGRESS")) {
            throw Errors.invalidChangeSetStatus("ChangeSet [" + found.get().id
                    + "] cannot be deleted in its current execution status of [EXECUTE_IN_PROGRESS]");
        }
        found.ifPresent(one -> one.stack.changeSets.remove(one.request.name()));
        return new Xml();
    }

    private Xml list(QueryForm form, Caller caller) throws AwsError {
        String name = form.required("StackName");
        cloud.require(caller, "ListChangeSets", cloud.arn(name));
        Stack stack = cloud.find(name).orElseThrow(() -> Errors.validation("Stack [" + name + "] does not exist"));
        Page<ChangeSet> page = Page.of(List.copyOf(stack.changeSets.values()), form, cloud.pageSize());
        form.refuseRest();
        Xml xml = new Xml().members("Summaries", page.items(), (one, it) -> it.writeSummary(one, cloud.now()));
        page.writeNext(xml);
        return xml;
    }
}
