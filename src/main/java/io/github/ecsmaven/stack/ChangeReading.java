package io.github.ecsmaven.stack;

import static io.github.ecsmaven.stack.ChangeSets.text;

import io.github.ecsmaven.stack.ResourceChange.Action;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.ResourceAttribute;
import software.amazon.awssdk.services.cloudformation.model.ResourceChangeDetail;
import software.amazon.awssdk.services.cloudformation.model.ResourceTargetDefinition;

/**
 * Reads a change set (API reference, ResourceChange, ResourceChangeDetail, ResourceTargetDefinition). What changes nothing but the tags that
 * are other with each commit is left out, and so is what might change only because it reads such a resource: CloudFormation cannot know
 * that an ARN stays what it is when tags change.
 */
final class ChangeReading {
    private final boolean tagsCount;
    private final Map<String, software.amazon.awssdk.services.cloudformation.model.ResourceChange> all =
            new LinkedHashMap<>();

    /** @param tagsCount whether other tags than the passing ones change */
    ChangeReading(Collection<Change> changes, boolean tagsCount) {
        this.tagsCount = tagsCount;
        changes.stream()
                .map(Change::resourceChange)
                .filter(Objects::nonNull)
                .forEach(change -> all.put(change.logicalResourceId(), change));
    }

    List<ResourceChange> read() {
        Set<String> idle = idle();
        return all.values().stream()
                .filter(change -> !idle.contains(change.logicalResourceId()))
                .map(change -> resource(change, idle))
                .toList();
    }

    /** Those in which nothing happens that counts. */
    private Set<String> idle() {
        Set<String> idle = new HashSet<>();
        boolean found = true;
        while (found) {
            found = all.values().stream()
                    .filter(change -> "Modify".equals(change.actionAsString()))
                    .filter(change -> counting(change, idle).isEmpty())
                    .map(change -> idle.add(change.logicalResourceId()))
                    .reduce(false, Boolean::logicalOr);
        }
        return idle;
    }

    private List<ResourceChangeDetail> counting(
            software.amazon.awssdk.services.cloudformation.model.ResourceChange change, Set<String> idle) {
        return change.details().stream()
                .filter(detail -> detail.target() != null)
                .filter(detail -> tagsCount || !isOfTags(detail))
                .filter(detail -> isCertain(detail) || !isReadFrom(detail, idle))
                .toList();
    }

    private static boolean isOfTags(ResourceChangeDetail detail) {
        return detail.target().attribute() == ResourceAttribute.TAGS
                || "Tags".equals(detail.target().name());
    }

    private static boolean isReadFrom(ResourceChangeDetail detail, Set<String> resources) {
        return text(detail.causingEntity())
                .map(entity -> entity.split("\\.", 2)[0])
                .filter(resources::contains)
                .isPresent();
    }

    private static boolean isCertain(ResourceChangeDetail detail) {
        ResourceTargetDefinition target = detail.target();
        boolean told = target.beforeValue() != null || target.afterValue() != null;
        return "Static".equals(detail.evaluationAsString())
                || told && ShownProperty.differ(target.beforeValue(), target.afterValue());
    }

    private ResourceChange resource(
            software.amazon.awssdk.services.cloudformation.model.ResourceChange change, Set<String> idle) {
        List<ResourceChangeDetail> details = counting(change, idle);
        String policy = change.policyActionAsString() == null ? "" : change.policyActionAsString();
        return new ResourceChange(
                action(change, details),
                change.logicalResourceId(),
                change.resourceType(),
                text(change.physicalResourceId()),
                "Modify".equals(change.actionAsString()) ? properties(details) : List.of(),
                policy.contains("Retain") || policy.contains("Snapshot"));
    }

    private static Action action(
            software.amazon.awssdk.services.cloudformation.model.ResourceChange change,
            List<ResourceChangeDetail> details) {
        String action = String.valueOf(change.actionAsString());
        if (action.equals("Add") || action.equals("Import")) {
            return Action.CREATE;
        }
        if (action.equals("Remove")) {
            return Action.DELETE;
        }
        return switch (String.valueOf(change.replacementAsString())) {
            case "True" -> Action.REPLACE;
            case "False" -> Action.CHANGE;
            default -> details.stream().anyMatch(ChangeReading::replacesForCertain)
                    ? Action.REPLACE
                    : Action.MAY_REPLACE;
        };
    }

    private static boolean replacesForCertain(ResourceChangeDetail detail) {
        ResourceTargetDefinition target = detail.target();
        return "Always".equals(target.requiresRecreationAsString())
                && ShownProperty.differ(target.beforeValue(), target.afterValue());
    }

    private static List<PropertyChange> properties(List<ResourceChangeDetail> details) {
        Map<String, PropertyChange> properties = new LinkedHashMap<>();
        details.forEach(detail -> {
            PropertyChange change = property(detail);
            // The same property stands there once more for each thing that it reads; what is certain counts.
            properties.merge(change.path(), change, (one, other) -> one.certain() ? one : other);
        });
        return new ArrayList<>(properties.values());
    }

    private static PropertyChange property(ResourceChangeDetail detail) {
        ResourceTargetDefinition target = detail.target();
        String path = path(detail);
        boolean tags = isOfTags(detail);
        return new PropertyChange(
                path,
                kind(target),
                tags ? Optional.empty() : ShownProperty.of(path, target.beforeValue()),
                tags ? Optional.empty() : ShownProperty.of(path, target.afterValue()),
                "Always".equals(target.requiresRecreationAsString()),
                text(detail.causingEntity()),
                isCertain(detail));
    }

    private static String path(ResourceChangeDetail detail) {
        if (isOfTags(detail)) {
            return "Tags";
        }
        ResourceTargetDefinition target = detail.target();
        return Stream.of(
                        text(target.path()).map(path -> path.replaceFirst("^/(Properties/)?", "")
                                .replace('/', '.')),
                        text(target.name()),
                        text(target.attributeAsString()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");
    }

    private static PropertyChange.Kind kind(ResourceTargetDefinition target) {
        return switch (String.valueOf(target.attributeChangeTypeAsString())) {
            case "Add" -> PropertyChange.Kind.ADDED;
            case "Remove" -> PropertyChange.Kind.REMOVED;
            default -> PropertyChange.Kind.CHANGED;
        };
    }
}
