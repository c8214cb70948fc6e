package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;

/** One operation of the API; called while the monitor of {@link Repositories} is held. */
@FunctionalInterface
interface EcrOperation {
    ObjectNode call(ObjectNode request, Caller caller) throws AwsError;
}
