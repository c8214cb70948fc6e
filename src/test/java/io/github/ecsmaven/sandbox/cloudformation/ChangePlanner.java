package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.cloudformation.Change.Detail;
import io.github.ecsmaven.sandbox.cloudformation.Intrinsic.Reference;
import io.github.ecsmaven.sandbox.cloudformation.PropertyCheck.Finding;
import io.github.ecsmaven.sandbox.cloudformation.Template.Resource;
import io.github.ecsmaven.sandbox.cloudformation.ValueDifferences.Difference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a template would do to a stack (user guide, "Example change sets"). */
final class ChangePlanner {
    private final Workshop workshop;
    private final Stack stack;
    private final Map<String, Change> changes = new LinkedHashMap<>();
    /** What the schema says against each resource. */
    private final Map<String, List<Finding>> findings = new LinkedHashMap<>();

    private final Map<String, ObjectNode> planned = new LinkedHashMap<>();

    ChangePlanner(Workshop workshop) {
        this.workshop = workshop;
        this.stack = workshop.stack;
    }

    Map<String, List<Finding>> findings() {
        return findings;
    }

    /** The properties that each resource would have; what only the execution tells is {@link Change#UNKNOWN}. */
    Map<String, ObjectNode> planned() {
        return planned;
    }

    /** In the template's order, what goes at the end. */
    List<Change> plan() throws AwsError {
        for (Resource resource : workshop.template.inOrder()) {
            plan(resource);
        }
        List<Change> ordered = new ArrayList<>();
        workshop.template.resources().keySet().stream()
                .filter(changes::containsKey)
                .forEach(name -> ordered.add(changes.get(name)));
        stack.resources.values().stream()
                .filter(current -> !workshop.template.resources().containsKey(current.logicalId))
                .forEach(current -> ordered.add(removal(current)));
        return ordered;
    }

    private static Change removal(StackResource current) {
        String policy = current.deletionPolicy.startsWith("Retain") ? "Retain" : "Delete";
        return new Change(
                "Remove",
                current.logicalId,
                current.physicalId(),
                current.type,
                "",
                policy,
                Set.of(),
                List.of(),
                current.properties,
                null);
    }

    private void plan(Resource resource) throws AwsError {
        ObjectNode resolved = (ObjectNode) workshop.resolver(this::planned).resolve(resource.properties());
        List<Finding> wrong = PropertyCheck.findings(resource.type(), resolved);
        if (!wrong.isEmpty()) {
            findings.put(resource.logicalId(), wrong);
            return;
        }
        ObjectNode after =
                Workshop.withTags(resource.type(), PropertyCheck.converted(resource.type(), resolved), workshop.tags);
        planned.put(resource.logicalId(), after);
        StackResource current = stack.resources.get(resource.logicalId());
        if (current == null) {
            changes.put(
                    resource.logicalId(),
                    new Change(
                            "Add",
                            resource.logicalId(),
                            "",
                            resource.type(),
                            "",
                            "",
                            Set.of(),
                            List.of(),
                            null,
                            after));
            return;
        }
        List<Detail> details = details(resource, current, after);
        if (!details.isEmpty()) {
            changes.put(resource.logicalId(), modification(resource, current, details, after));
        }
    }

    private JsonNode planned(String logicalId, String attribute) throws AwsError {
        Change change = changes.get(logicalId);
        StackResource current = stack.resources.get(logicalId);
        boolean fresh = current == null || change != null && change.isReplacement();
        return fresh ? TextNode.valueOf(Change.UNKNOWN) : Workshop.valueOf(current, attribute);
    }

    private static Change modification(
            Resource resource, StackResource current, List<Detail> details, ObjectNode after) {
        Set<String> scope = new TreeSet<>();
        boolean replaces = false;
        boolean mayReplace = false;
        for (Detail detail : details) {
            scope.add(detail.attribute());
            boolean always = detail.recreation().equals("Always");
            replaces |= always && detail.evaluation().equals("Static");
            mayReplace |= always || detail.recreation().equals("Conditionally");
        }
        String replacement = replaces ? "True" : mayReplace ? "Conditional" : "False";
        String policy = current.updateReplacePolicy.startsWith("Retain") ? "ReplaceAndRetain" : "ReplaceAndDelete";
        return new Change(
                "Modify",
                resource.logicalId(),
                current.physicalId(),
                resource.type(),
                replacement,
                replaces || mayReplace ? policy : "",
                scope,
                details,
                current.properties,
                after);
    }

    private List<Detail> details(Resource resource, StackResource current, ObjectNode after) {
        List<Detail> details = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        after.fieldNames().forEachRemaining(names::add);
        current.properties.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            details.addAll(details(resource, name, current.properties.path(name), after.path(name)));
        }
        JsonNode metadata = stack.template
                .resource(resource.logicalId())
                .map(Resource::metadata)
                .orElse(resource.metadata());
        if (!metadata.equals(resource.metadata())) {
            details.add(attribute(
                    "Metadata", metadata.toString(), resource.metadata().toString()));
        }
        if (!current.deletionPolicy.equals(resource.deletionPolicy())) {
            details.add(attribute("DeletionPolicy", current.deletionPolicy, resource.deletionPolicy()));
        }
        if (!current.updateReplacePolicy.equals(resource.updateReplacePolicy())) {
            details.add(attribute("UpdateReplacePolicy", current.updateReplacePolicy, resource.updateReplacePolicy()));
        }
        return details;
    }

    private static Detail attribute(String name, String before, String after) {
        return new Detail(name, "", "Never", "Static", "DirectModification", "", "/" + name, before, after);
    }

    private List<Detail> details(Resource resource, String name, JsonNode before, JsonNode after) {
        JsonNode raw = resource.properties().path(name);
        JsonNode rawBefore = stack.template
                .resource(resource.logicalId())
                .map(it -> it.properties().path(name))
                .orElse(raw);
        boolean differs = !before.equals(after);
        List<Detail> details = new ArrayList<>();
        for (Reference reference : new java.util.LinkedHashSet<>(Intrinsic.references(raw))) {
            details.addAll(caused(resource, name, reference, before, after));
        }
        boolean direct = !raw.equals(rawBefore) || name.equals("Tags") || details.isEmpty();
        if (differs && direct) {
            details.addAll(detailed(resource, name, "Static", "DirectModification", "", before, after));
        }
        return details;
    }

    private List<Detail> caused(Resource resource, String name, Reference reference, JsonNode before, JsonNode after) {
        String entity = reference.name();
        if (workshop.parameters.containsKey(entity)) {
            boolean changed = !workshop.parameters.get(entity).equals(stack.parameters.get(entity));
            return changed && !before.equals(after)
                    ? detailed(resource, name, "Static", "ParameterReference", entity, before, after)
                    : List.of();
        }
        Change change = changes.get(entity);
        if (change == null || !change.isModification()) {
            return List.of();
        }
        boolean replaced = change.isReplacement();
        if (reference.attribute().isEmpty()) {
            boolean may = replaced || change.replacement().equals("Conditional");
            return may
                    ? detailed(
                            resource, name, replaced ? "Static" : "Dynamic", "ResourceReference", entity, before, after)
                    : List.of();
        }
        // Whether an attribute of a resource that is changed in place will be another only the execution tells.
        return detailed(
                resource,
                name,
                replaced ? "Static" : "Dynamic",
                "ResourceAttribute",
                entity + "." + reference.attribute(),
                before,
                after);
    }

    private static List<Detail> detailed(
            Resource resource,
            String name,
            String evaluation,
            String source,
            String entity,
            JsonNode before,
            JsonNode after) {
        boolean tags = name.equals("Tags");
        String recreation = !tags && resource.type().isReplacedBy(name) ? "Always" : "Never";
        List<Difference> differences = ValueDifferences.between("/Properties/" + name, before, after);
        if (differences.isEmpty()) {
            String same = before.isValueNode() ? before.asText() : before.toString();
            differences = List.of(new Difference("/Properties/" + name, same, Change.UNKNOWN));
        }
        return differences.stream()
                .map(one -> new Detail(
                        tags ? "Tags" : "Properties",
                        tags ? "" : name,
                        recreation,
                        evaluation,
                        source,
                        entity,
                        one.path(),
                        one.before(),
                        one.after()))
                .toList();
    }
}
