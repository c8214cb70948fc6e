package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a handler made.
 *
 * @param physicalId what Ref answers
 * @param attributes what Fn::GetAtt answers; names that begin with a dot are the handler's own
 */
record Made(String physicalId, ObjectNode attributes) {
    static Made of(String physicalId) {
        return new Made(physicalId, JsonNodeFactory.instance.objectNode());
    }

    Made with(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }
}
