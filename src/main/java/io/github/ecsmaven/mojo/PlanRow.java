package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.FieldChange;
import java.util.List;
import java.util.Locale;

/**
 * A resource in a plan.
 *
 * @param resource what it is, such as {@code repository}
 * @param action what becomes of it
 * @param name what it is called
 * @param remarks sentences about it: why, and what cannot be told field by field
 * @param fields what becomes of its fields
 */
record PlanRow(String resource, Action action, String name, List<String> remarks, List<FieldChange> fields) {
    PlanRow {
        remarks = List.copyOf(remarks);
        fields = List.copyOf(fields);
    }

    /** What becomes of a resource. */
    enum Action {
        CREATE,
        CHANGE,
        REPLACE,
        MAY_REPLACE,
        DELETE,
        NOTHING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
