package io.github.ecsmaven.mojo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.JsonText;
import io.github.ecsmaven.ecs.DigestToCome;
import io.github.ecsmaven.ecs.FieldChange;
import io.github.ecsmaven.mojo.PlanRow.Action;
import io.github.ecsmaven.release.PlannedStack;
import io.github.ecsmaven.stack.PropertyChange;
import io.github.ecsmaven.stack.ResourceChange;
import io.github.ecsmaven.stack.StackChange;
import io.github.ecsmaven.stack.StackRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The wording of a stack in a plan: a row of itself, and one of each resource that something becomes of. */
final class StackRows {
    /** By which a resource is called, whatever its type. */
    private static final Set<String> NAMES = Set.of(
            "ClusterName", "Family", "GroupName", "LogGroupName", "Name", "PolicyName", "RoleName", "ServiceName");

    private StackRows() {}

    static List<PlanRow> of(PlannedStack planned) {
        List<PlanRow> rows = of(planned.decision().stack(), planned.allowsReplacement());
        planned.deployment().ifPresent(deployment -> rows.addAll(DeploymentRows.of(deployment)));
        return rows;
    }

    /** A stack alone. */
    static List<PlanRow> of(StackChange change, boolean allowsReplacement) {
        List<PlanRow> rows = new ArrayList<>();
        rows.add(stack(change, allowsReplacement));
        if (change instanceof StackChange.Create || change instanceof StackChange.Recreate) {
            rows.addAll(created(change.request()));
        } else if (change instanceof StackChange.Update update) {
            update.changeSet().changes().forEach(one -> rows.add(resource(one)));
        }
        return rows;
    }

    private static PlanRow stack(StackChange change, boolean allowsReplacement) {
        List<String> remarks = new ArrayList<>();
        Action action = Action.NOTHING;
        if (change instanceof StackChange.Create) {
            action = Action.CREATE;
        } else if (change instanceof StackChange.Recreate again) {
            action = Action.CREATE;
            remarks.add("what is left of a creation that failed is deleted first ("
                    + again.leftover().status() + ")");
        } else if (change instanceof StackChange.Update update) {
            action = Action.CHANGE;
            remarks.addAll(remarks(update, allowsReplacement));
        } else if (change instanceof StackChange.Follow follow) {
            remarks.add(follow.stack().status()
                    + ": CloudFormation is at work on it, and that is followed to its end first");
        } else if (change instanceof StackChange.Stuck stuck) {
            remarks.add(stuck.problem() + " " + stuck.remedy());
        }
        return new PlanRow("stack", action, change.request().name(), remarks, List.of());
    }

    private static List<String> remarks(StackChange.Update update, boolean allowsReplacement) {
        List<String> remarks = new ArrayList<>();
        if (update.changeSet().changes().isEmpty()) {
            remarks.add("only its outputs or tags");
        }
        String lost = update.changeSet().losses().stream()
                .map(ResourceChange::logicalId)
                .collect(Collectors.joining(", "));
        if (!lost.isEmpty()) {
            remarks.add("state or address of " + lost + " is lost"
                    + (allowsReplacement ? "" : ", which ecs:deploy refuses without -Decs.allowReplacement"));
        }
        return remarks;
    }

    private static List<PlanRow> created(StackRequest request) {
        JsonNode resources = json(request.template()).path("Resources");
        List<PlanRow> rows = new ArrayList<>();
        request.resources()
                .forEach((id, type) -> rows.add(new PlanRow(
                        type,
                        Action.CREATE,
                        id
                                + name(resources.path(id).path("Properties"))
                                        .map(name -> " " + name)
                                        .orElse(""),
                        List.of(),
                        List.of())));
        return rows;
    }

    private static JsonNode json(String template) {
        try {
            return JsonText.read(template);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a template is always JSON", e);
        }
    }

    private static Optional<String> name(JsonNode properties) {
        return properties.properties().stream()
                .filter(property ->
                        NAMES.contains(property.getKey()) && property.getValue().isTextual())
                .map(property -> property.getValue().asText())
                .findFirst();
    }

    private static PlanRow resource(ResourceChange change) {
        List<String> remarks = new ArrayList<>();
        if (change.retained()) {
            remarks.add("what is there stays in AWS");
        }
        return new PlanRow(
                change.type(),
                action(change.action()),
                change.logicalId() + change.physicalId().map(id -> " " + id).orElse(""),
                remarks,
                change.properties().stream().map(StackRows::field).toList());
    }

    private static Action action(ResourceChange.Action action) {
        return switch (action) {
            case CREATE -> Action.CREATE;
            case CHANGE -> Action.CHANGE;
            case REPLACE -> Action.REPLACE;
            case MAY_REPLACE -> Action.MAY_REPLACE;
            case DELETE -> Action.DELETE;
        };
    }

    private static FieldChange field(PropertyChange change) {
        FieldChange.Kind kind = FieldChange.Kind.valueOf(change.kind().name());
        return new FieldChange(
                change.path() + why(change),
                kind,
                change.before().map(DigestToCome::inWords),
                change.after().map(DigestToCome::inWords));
    }

    private static String why(PropertyChange change) {
        List<String> words = new ArrayList<>();
        change.cause().ifPresent(cause -> words.add((change.certain() ? "by " : "perhaps by ") + cause));
        if (change.replaces()) {
            words.add("replaces it");
        }
        return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
    }

    /** A resource in lines, as a plan has it. */
    static List<String> lines(ResourceChange change) {
        PlanRow row = resource(change);
        List<String> lines = new ArrayList<>();
        lines.add("  " + row.action() + " " + row.resource() + " " + change.logicalId());
        row.fields().forEach(field -> lines.add("      " + field.path() + ": " + DeploymentLog.inWords(field)));
        return lines;
    }
}
