package io.github.ecsmaven.mojo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.JsonText;
import io.github.ecsmaven.ecs.FieldChange;
import io.github.ecsmaven.release.Plan;
import java.nio.file.Path;
import java.util.Locale;

/** A plan as {@code target/ecs/plan.json}: fixed order, no times, so that the same plan is the same bytes. */
final class PlanFile {
    private PlanFile() {}

    /** Where it is written to. */
    static Path of(RecordFiles files) {
        return files.imageFile().resolveSibling("plan.json");
    }

    /** @param module {@code groupId:artifactId:version} */
    static String json(Plan plan, String module) {
        ObjectNode json = JsonText.object();
        json.put("module", module);
        json.put("changes", !plan.calls().isEmpty());
        ArrayNode resources = json.putArray("resources");
        PlanRows.of(plan).forEach(row -> add(row, resources.addObject()));
        ArrayNode calls = json.putArray("calls");
        plan.calls().forEach(call -> calls.addObject().put("call", call.call()).put("on", call.on()));
        return JsonText.indented(json);
    }

    private static void add(PlanRow row, ObjectNode json) {
        json.put("resource", row.resource());
        json.put("name", row.name());
        json.put("action", row.action().toString());
        row.remarks().forEach(json.putArray("remarks")::add);
        ArrayNode fields = json.putArray("fields");
        row.fields().forEach(field -> add(field, fields.addObject()));
    }

    private static void add(FieldChange field, ObjectNode json) {
        json.put("field", field.path());
        json.put("change", field.kind().name().toLowerCase(Locale.ROOT));
        field.before().ifPresent(before -> json.put("before", before));
        field.after().ifPresent(after -> json.put("after", after));
    }
}
