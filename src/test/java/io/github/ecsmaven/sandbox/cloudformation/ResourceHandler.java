package io.github.ecsmaven.sandbox.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import java.util.Optional;

/** Makes, changes and deletes resources of one type, as the caller who runs the stack. */
interface ResourceHandler {
    /** @param name for what its properties leave without one */
    Made create(ObjectNode properties, PhysicalName name) throws AwsError;

    /** Whether there is one already by the name that the properties give. */
    default boolean exists(ObjectNode properties) throws AwsError {
        return false;
    }

    /**
     * Whether a creation or change has come to its end.
     *
     * @throws AwsError when it never will
     */
    default boolean isStable(StackResource resource) throws AwsError {
        return true;
    }

    /** Changes the resource, none of whose properties that replace it is another. */
    Made update(StackResource resource, ObjectNode wanted) throws AwsError;

    /** Deletes it; of one that is not there any more nothing is said, or an error that ends in NotFound. */
    void delete(StackResource resource) throws AwsError;

    default boolean isGone(StackResource resource) throws AwsError {
        return true;
    }

    /**
     * Those of its properties that can be looked up, as they are.
     *
     * @return empty when it is not there any more
     */
    Optional<ObjectNode> read(StackResource resource) throws AwsError;
}
