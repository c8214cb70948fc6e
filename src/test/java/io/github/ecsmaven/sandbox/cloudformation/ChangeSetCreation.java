package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.cloudformation.ChangeSet.Request;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** CreateChangeSet (API reference). */
final class ChangeSetCreation {
    private static final String NAME = "[a-zA-Z][-a-zA-Z0-9]*";
    private static final String NOTHING_SUBMITTED = "The submitted information didn't contain changes."
            + " Submit different information to create a change set.";
    private static final Set<String> CAPABILITIES =
            Set.of("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND");

    private final CloudFormationSandbox cloud;

    ChangeSetCreation(CloudFormationSandbox cloud) {
        this.cloud = cloud;
    }

    Xml create(QueryForm form, Caller caller) throws AwsError {
        String stackName = form.required("StackName");
        cloud.require(caller, "CreateChangeSet", cloud.arn(stackName));
        Optional<Stack> existing = cloud.find(stackName);
        Request request = read(form, caller, existing);
        checkName("changeSetName", request.name());
        Optional<ChangeSet> same = existing.map(stack -> stack.changeSets.get(request.name()));
        if (same.isPresent()) {
            if (!request.token().isEmpty()
                    && request.token().equals(same.get().request.token())) {
                return answer(same.get());
            }
            throw Errors.alreadyExists("ChangeSet " + request.name() + " already exists");
        }
        checkCapabilities(request);
        Stack stack = stack(stackName, request, existing);
        ChangeSet created = planned(stack, request);
        stack.changeSets.put(request.name(), created);
        return answer(created);
    }

    private static Xml answer(ChangeSet created) {
        return new Xml().text("Id", created.id).text("StackId", created.stack.id);
    }

    private Request read(QueryForm form, Caller caller, Optional<Stack> existing) throws AwsError {
        for (String refused : List.of("TemplateURL", "ResourcesToImport")) {
            if (form.optional(refused).isPresent()) {
                throw AwsError.notImplemented("the parameter " + refused + " of cloudformation:CreateChangeSet");
            }
        }
        for (String refused : List.of("IncludeNestedStacks", "ImportExistingResources")) {
            if (form.optional(refused).orElse("false").equals("true")) {
                throw AwsError.notImplemented("the parameter " + refused + " of cloudformation:CreateChangeSet");
            }
        }
        String type = form.optional("ChangeSetType").orElse("UPDATE");
        if (!Set.of("CREATE", "UPDATE").contains(type)) {
            throw type.equals("IMPORT")
                    ? AwsError.notImplemented("change sets of type IMPORT")
                    : Errors.constraint(
                            type, "changeSetType", "Member must satisfy enum value set: [IMPORT, UPDATE, CREATE]");
        }
        Template template = template(form, existing);
        Map<String, String> before = existing.map(stack -> stack.parameters).orElse(Map.of());
        String role = cloud.role(form, caller);
        String effective = role == null ? existing.map(stack -> stack.role).orElse(null) : role;
        Request request = new Request(
                form.required("ChangeSetName"),
                type.equals("CREATE"),
                template,
                Parameters.values(template, form, before),
                tags(form),
                form.list("Capabilities"),
                form.optional("Description").orElse(""),
                effective,
                cloud.actor(effective, caller),
                form.optional("OnStackFailure").orElse("ROLLBACK"),
                form.optional("ClientToken").orElse(""));
        form.refuseRest();
        if (!Set.of("ROLLBACK", "DELETE", "DO_NOTHING").contains(request.onFailure())) {
            throw Errors.constraint(
                    request.onFailure(),
                    "onStackFailure",
                    "Member must satisfy enum value set: [DO_NOTHING, ROLLBACK, DELETE]");
        }
        return request;
    }

    private static Template template(QueryForm form, Optional<Stack> existing) throws AwsError {
        Optional<String> body = form.optional("TemplateBody");
        boolean previous = form.optional("UsePreviousTemplate").orElse("false").equals("true");
        if (body.isPresent() == previous) {
            throw Errors.validation("Either Template URL or Template Body must be specified.");
        }
        if (previous) {
            return existing.map(stack -> stack.template)
                    .filter(template -> !template.resources().isEmpty())
                    .orElseThrow(() -> Errors.validation("No previous template is there to be used"));
        }
        return TemplateParser.parse(body.get());
    }

    private static Map<String, String> tags(QueryForm form) throws AwsError {
        Map<String, String> tags = new LinkedHashMap<>();
        for (QueryForm tag : form.structures("Tags")) {
            String key = tag.required("Key");
            if (key.startsWith("aws:")) {
                throw Errors.validation("aws: prefixed tag key names are not allowed for external use.");
            }
            if (tags.put(key, tag.optional("Value").orElse("")) != null) {
                throw Errors.validation("Duplicate tag keys found: " + key);
            }
        }
        if (tags.size() > 50) {
            throw Errors.constraint(tags.toString(), "tags", "Member must have length less than or equal to 50");
        }
        return tags;
    }

    private static void checkName(String member, String name) throws AwsError {
        if (!name.matches(NAME)) {
            throw Errors.constraint(name, member, "Member must satisfy regular expression pattern: " + NAME);
        }
        if (name.length() > 128) {
            throw Errors.constraint(name, member, "Member must have length less than or equal to 128");
        }
    }

    private static void checkCapabilities(Request request) throws AwsError {
        for (String capability : request.capabilities()) {
            if (!CAPABILITIES.contains(capability)) {
                throw Errors.constraint(
                        request.capabilities().toString(),
                        "capabilities",
                        "Member must satisfy constraint: [Member must satisfy enum value set: [CAPABILITY_IAM,"
                                + " CAPABILITY_NAMED_IAM, CAPABILITY_AUTO_EXPAND]]");
            }
        }
        Optional<String> needed = request.template().neededCapability();
        if (needed.isPresent()
                && !request.capabilities().contains(needed.get())
                && !request.capabilities().contains("CAPABILITY_NAMED_IAM")) {
            throw Errors.insufficientCapabilities(needed.get());
        }
    }

    private Stack stack(String name, Request request, Optional<Stack> existing) throws AwsError {
        if (!request.creation()) {
            Stack stack = existing.orElseThrow(() -> Errors.validation("Stack [" + name + "] does not exist"));
            refuseBusy(stack, false);
            return stack;
        }
        if (existing.isPresent()) {
            if (!existing.get().isInReview()) {
                throw Errors.validation("Stack [" + name + "] already exists and cannot be created again with the"
                        + " changeSet [" + request.name() + "].");
            }
            return existing.get();
        }
        checkName("stackName", name);
        Stack created = cloud.create(name);
        created.enter("REVIEW_IN_PROGRESS", "User Initiated", cloud.now());
        return created;
    }

    static void refuseBusy(Stack stack, boolean creation) throws AwsError {
        boolean fits = creation ? stack.isInReview() : stack.isUpdatable();
        if (!fits) {
            throw Errors.validation("Stack:" + stack.id + " is in " + stack.status + " state and can not be updated.");
        }
    }

    Workshop workshop(Request request, Stack stack) {
        return new Workshop(
                cloud.sandbox,
                request.caller(),
                cloud.pace(),
                cloud.faults,
                stack,
                request.template(),
                request.parameters(),
                request.tags());
    }

    private ChangeSet planned(Stack stack, Request request) throws AwsError {
        ChangePlanner planner = new ChangePlanner(workshop(request, stack));
        List<Change> changes = planner.plan();
        Instant now = cloud.now();
        List<ValidationEvent> found = new EarlyValidation(cloud.sandbox, request, stack).of(planner, now);
        return new ChangeSet(
                cloud.newChangeSetArn(request.name()),
                stack,
                request,
                now,
                now.plus(cloud.pace().changeSet()),
                changes,
                failure(stack, request, changes, found),
                found);
    }

    private static String failure(Stack stack, Request request, List<Change> changes, List<ValidationEvent> found) {
        if (!found.isEmpty()) {
            return EarlyValidation.reason(found);
        }
        List<String> retyped = retyped(stack, request.template());
        if (!retyped.isEmpty()) {
            return "Update of resource type is not permitted. The new template modifies resource type of the following"
                    + " resources: " + retyped;
        }
        Map<String, ObjectNode> outputs = request.template().outputs();
        if (request.creation()
                || !changes.isEmpty()
                || !stack.template.outputs().equals(outputs)) {
            return "";
        }
        return stack.isMadeOf(request.template(), request.parameters(), request.tags())
                ? NOTHING_SUBMITTED
                : "No updates are to be performed.";
    }

    private static List<String> retyped(Stack stack, Template template) {
        List<String> retyped = new ArrayList<>();
        stack.resources.values().forEach(current -> template.resource(current.logicalId)
                .filter(wanted -> !wanted.type().name().equals(current.type.name()))
                .ifPresent(wanted -> retyped.add(wanted.logicalId())));
        return retyped;
    }

    /** An id of an event. */
    static String newId() {
        return UUID.randomUUID().toString();
    }
}
