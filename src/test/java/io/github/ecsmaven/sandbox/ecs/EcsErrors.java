package io.github.ecsmaven.sandbox.ecs;

import io.github.ecsmaven.sandbox.AwsError;

/** The errors of ECS's model by name, with the sentences that AWS answers where they are known. */
final class EcsErrors {
    private EcsErrors() {}

    static AwsError client(String message) {
        return AwsError.badRequest("ClientException", message);
    }

    static AwsError invalidParameter(String message) {
        return AwsError.badRequest("InvalidParameterException", message);
    }

    static AwsError clusterNotFound() {
        return AwsError.badRequest("ClusterNotFoundException", "Cluster not found.");
    }

    static AwsError serviceNotFound() {
        return AwsError.badRequest("ServiceNotFoundException", "Service not found.");
    }

    static AwsError serviceNotActive() {
        return AwsError.badRequest("ServiceNotActiveException", "Service was not ACTIVE.");
    }

    static AwsError taskDefinitionInactive() {
        return client("TaskDefinition is inactive");
    }

    static AwsError conflict(String message) {
        return AwsError.badRequest("ConflictException", message);
    }

    static AwsError notImplemented(String what) {
        return AwsError.notImplemented(what);
    }
}
