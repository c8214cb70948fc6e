package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Collection;
import java.util.List;

/** Request members that may have certain values only. */
final class Enumerated {
    private Enumerated() {}

    /** The value, or the other one when the request has none. */
    static String one(ObjectNode request, String member, Collection<String> allowed, String otherwise) throws AwsError {
        String value = Wire.text(request, member).orElse(otherwise);
        check(member, value, allowed);
        return value;
    }

    static List<String> all(ObjectNode request, String member, Collection<String> allowed) throws AwsError {
        List<String> values = Wire.list(request, member);
        for (String value : values) {
            check(member, value, allowed);
        }
        return values;
    }

    static void check(String member, String value, Collection<String> allowed) throws AwsError {
        if (!allowed.contains(value)) {
            throw EcsErrors.invalidParameter("1 validation error detected: Value '" + value + "' at '" + member
                    + "' failed to satisfy constraint: Member must satisfy enum value set: " + allowed);
        }
    }
}
