package io.github.ecsmaven.sandbox.ec2;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.query.QueryForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The filters of a request, all of which have to fit.
 *
 * @param values by name
 */
record Filters(Map<String, List<String>> values) {
    static Filters read(QueryForm form, Set<String> known) throws AwsError {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (QueryForm filter : form.itemStructures("Filter")) {
            String name = filter.required("Name");
            if (!known.contains(name)) {
                throw AwsError.notImplemented("filters by " + name + " of ec2:" + form.action());
            }
            values.put(name, filter.items("Value"));
        }
        return new Filters(values);
    }

    /** Of a request that has to have one filter, by that name. */
    static Filters one(QueryForm form, String name) throws AwsError {
        Filters filters = read(form, Set.of(name));
        if (filters.values.size() != 1) {
            throw AwsError.notImplemented("filters other than one by " + name);
        }
        return filters;
    }

    boolean fits(String name, String value) {
        List<String> wanted = values.get(name);
        return wanted == null || wanted.contains(value);
    }
}
