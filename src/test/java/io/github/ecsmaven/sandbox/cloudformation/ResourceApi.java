package io.github.ecsmaven.sandbox.cloudformation;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.cloudformation.CloudFormationSandbox.Action;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happened to stacks and their resources (API reference, "DescribeStackEvents" and its neighbours). */
final class ResourceApi {
    private final CloudFormationSandbox cloud;

    ResourceApi(CloudFormationSandbox cloud) {
        this.cloud = cloud;
    }

    void addTo(Map<String, Action> actions) {
        actions.put("DescribeStackEvents", this::events);
        actions.put("DescribeEvents", this::operationEvents);
        actions.put("ListStackResources", this::list);
        actions.put("DescribeStackResources", this::describe);
    }

    private Stack allowed(QueryForm form, Caller caller, String action) throws AwsError {
        String name = form.required("StackName");
        cloud.require(caller, action, cloud.arn(name));
        return cloud.stack(name);
    }

    private Xml events(QueryForm form, Caller caller) throws AwsError {
        String name = form.required("StackName");
        cloud.require(caller, "DescribeStackEvents", cloud.arn(name));
        Stack stack = cloud.find(name).orElseThrow(() -> Errors.validation("Stack [" + name + "] does not exist"));
        List<StackEvent> newestFirst = new ArrayList<>(stack.events);
        Collections.reverse(newestFirst);
        Page<StackEvent> page = Page.of(newestFirst, form, cloud.pageSize());
        form.refuseRest();
        Xml xml = new Xml().members("StackEvents", page.items(), (one, event) -> event.write(one));
        page.writeNext(xml);
        return xml;
    }

    /** Those of early validation alone; what happens to stacks is told by DescribeStackEvents. */
    private Xml operationEvents(QueryForm form, Caller caller) throws AwsError {
        Optional<String> name = form.optional("ChangeSetName");
        Optional<String> stack = form.optional("StackName");
        form.structure("Filters").ifPresent(filters -> filters.optional("FailedEvents"));
        if (name.isEmpty() || form.optional("OperationId").isPresent()) {
            throw AwsError.notImplemented("DescribeEvents without a change set");
        }
        if (!name.get().startsWith("arn:")) {
            throw Errors.validation("One of ChangeSetName, OperationId or StackName must be specified");
        }
        ChangeSet found = ChangeSetApi.find(cloud, name.get(), stack).orElseThrow(() -> Errors.noChangeSet(name.get()));
        cloud.require(caller, "DescribeEvents", found.stack.id);
        Page<ValidationEvent> page = Page.of(found.validation, form, cloud.pageSize());
        form.refuseRest();
        Xml xml = new Xml().members("OperationEvents", page.items(), (one, event) -> event.write(one, found));
        page.writeNext(xml);
        return xml;
    }

    private Xml list(QueryForm form, Caller caller) throws AwsError {
        Stack stack = allowed(form, caller, "ListStackResources");
        Page<StackResource> page = Page.of(List.copyOf(stack.resources.values()), form, cloud.pageSize());
        form.refuseRest();
        Xml xml = new Xml().members("StackResourceSummaries", page.items(), (one, resource) -> {
            write(one, resource, "LastUpdatedTimestamp");
        });
        page.writeNext(xml);
        return xml;
    }

    private static void write(Xml xml, StackResource resource, String time) {
        xml.text("LogicalResourceId", resource.logicalId)
                .text("PhysicalResourceId", resource.physicalId())
                .text("ResourceType", resource.type.name())
                .text(time, resource.timestamp.truncatedTo(ChronoUnit.MILLIS))
                .text("ResourceStatus", resource.status);
        Stack.writeText(xml, "ResourceStatusReason", resource.reason == null ? "" : resource.reason);
        xml.element("DriftInformation", drift -> {
            drift.text("StackResourceDriftStatus", resource.driftStatus);
            Stack.writeTime(drift, "LastCheckTimestamp", resource.driftCheckedAt);
        });
    }

    /** By stack, or whose resource a physical id is. */
    private Xml describe(QueryForm form, Caller caller) throws AwsError {
        Optional<String> name = form.optional("StackName");
        Optional<String> physical = form.optional("PhysicalResourceId");
        Optional<String> logical = form.optional("LogicalResourceId");
        form.refuseRest();
        if (name.isPresent() == physical.isPresent()) {
            throw Errors.validation("Either StackName or PhysicalResourceId must be specified, and not both of them");
        }
        Stack stack = name.isPresent() ? null : ownerOf(physical.get());
        cloud.require(caller, "DescribeStackResources", stack == null ? cloud.arn(name.orElseThrow()) : stack.id);
        Stack found = stack == null ? cloud.stack(name.orElseThrow()) : stack;
        List<StackResource> resources = found.resources.values().stream()
                .filter(one -> logical.map(one.logicalId::equals).orElse(true))
                .toList();
        return new Xml().members("StackResources", resources, (one, resource) -> {
            one.text("StackName", found.name).text("StackId", found.id);
            write(one, resource, "Timestamp");
        });
    }

    private Stack ownerOf(String physicalId) throws AwsError {
        return cloud.stacks.stream()
                .filter(stack -> !stack.isDeleted())
                .filter(stack -> stack.resources.values().stream()
                        .anyMatch(resource -> resource.physicalId().equals(physicalId)))
                .findFirst()
                .orElseThrow(() -> Errors.validation("Stack for " + physicalId + " does not exist"));
    }
}
