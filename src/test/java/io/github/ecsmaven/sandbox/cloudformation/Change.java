package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.query.Xml;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a change set does to one resource (API reference, "ResourceChange").
 *
 * @param action Add, Modify or Remove
 * @param physicalId empty for one that is not there yet
 * @param replacement True, False or Conditional; empty unless it is modified
 * @param policyAction what becomes of a resource that goes; empty unless one does
 * @param before null for one that is not there yet
 * @param after null for one that goes
 */
record Change(
        String action,
        String logicalId,
        String physicalId,
        ResourceType type,
        String replacement,
        String policyAction,
        Set<String> scope,
        List<Detail> details,
        @Nullable ObjectNode before,
        @Nullable ObjectNode after) {
    /** What stands for a value that only the execution will tell. */
    static final String UNKNOWN = "{{changeSet:KNOWN_AFTER_APPLY}}";

    /**
     * One reason for the change (API reference, "ResourceChangeDetail", "ResourceTargetDefinition").
     *
     * @param attribute Properties, Tags, Metadata, DeletionPolicy or UpdateReplacePolicy
     * @param name of the property; empty for other attributes
     * @param recreation Never, Conditionally or Always
     * @param evaluation Static or Dynamic
     * @param causingEntity parameter, resource or attribute; empty for a direct modification
     * @param path from {@code /Properties}; with the values, it is told on demand only
     */
    record Detail(
            String attribute,
            String name,
            String recreation,
            String evaluation,
            String source,
            String causingEntity,
            String path,
            @Nullable String beforeValue,
            @Nullable String afterValue) {

        void write(Xml xml, boolean withValues) {
            xml.element("Target", target -> {
                target.text("Attribute", attribute);
                Stack.writeText(target, "Name", name);
                target.text("RequiresRecreation", recreation);
                if (withValues) {
                    writeValues(target);
                }
            });
            xml.text("Evaluation", evaluation).text("ChangeSource", source);
            Stack.writeText(xml, "CausingEntity", causingEntity);
        }

        private void writeValues(Xml target) {
            Stack.writeText(target, "Path", path);
            if (beforeValue != null) {
                target.text("BeforeValue", beforeValue);
            }
            if (afterValue != null) {
                target.text("AfterValue", afterValue);
            }
            target.text("AttributeChangeType", beforeValue == null ? "Add" : afterValue == null ? "Remove" : "Modify");
        }

        /** Whether two are told as one where values are not. */
        boolean isSameWithoutValues(Detail other) {
            return attribute.equals(other.attribute)
                    && name.equals(other.name)
                    && evaluation.equals(other.evaluation)
                    && source.equals(other.source)
                    && causingEntity.equals(other.causingEntity);
        }
    }

    boolean isModification() {
        return action.equals("Modify");
    }

    boolean isReplacement() {
        return replacement.equals("True");
    }

    void write(Xml xml, boolean withValues) {
        xml.text("Type", "Resource").element("ResourceChange", change -> {
            Stack.writeText(change, "PolicyAction", policyAction);
            change.text("Action", action).text("LogicalResourceId", logicalId);
            Stack.writeText(change, "PhysicalResourceId", physicalId);
            change.text("ResourceType", type.name());
            Stack.writeText(change, "Replacement", replacement);
            change.texts("Scope", scope);
            change.members("Details", told(withValues), (one, detail) -> detail.write(one, withValues));
            if (withValues) {
                writeContext(change, "BeforeContext", before);
                writeContext(change, "AfterContext", after);
            }
        });
    }

    private List<Detail> told(boolean withValues) {
        if (withValues) {
            return details;
        }
        List<Detail> told = new java.util.ArrayList<>();
        for (Detail detail : details) {
            if (told.stream().noneMatch(detail::isSameWithoutValues)) {
                told.add(detail);
            }
        }
        return told;
    }

    private static void writeContext(Xml xml, String name, @Nullable ObjectNode properties) {
        if (properties != null) {
            xml.text(name, Services.object().set("Properties", properties).toString());
        }
    }
}
