package io.github.ecsmaven.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One service of the AWS JSON 1.1 protocol. Called from many threads at once. */
public interface JsonService extends AutoCloseable {
    /** What stands before the dot in {@code X-Amz-Target}, such as {@code AmazonEC2ContainerRegistry_V20150921}. */
    String targetPrefix();

    /** The name in the credential scope of a signature and before the colon of an IAM action, such as {@code ecr}. */
    String signingName();

    /**
     * Answers one request.
     *
     * @throws AwsError what AWS would answer instead; also for an operation or a request member that the sandbox does not implement
     */
    ObjectNode call(String operation, ObjectNode request, Caller caller) throws AwsError;

    /** Whether the operation changes what AWS holds, as far as its verb tells. */
    default boolean isWrite(String operation) {
        return !operation.matches("(Describe|List|Get|BatchGet|BatchCheck).*");
    }

    /** Lets go of what the service started: called once, when the sandbox stops. */
    @Override
    default void close() {}
}
