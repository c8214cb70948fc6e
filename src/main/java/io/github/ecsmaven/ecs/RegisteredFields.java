package io.github.ecsmaven.ecs;

import java.util.Collection;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * Turns a registered revision back into what registers it. Each field is copied by name, so that nothing is lost or sent back that
 * RegisterTaskDefinition refuses; a test fails when the SDK learns a field that is not sorted in here.
 */
final class RegisteredFields {
    /**
     * What ECS adds to a revision (DescribeTaskDefinition) and does not take back; {@code deleteRequestedAt} comes from AWS CLIs
     * that are newer than this SDK.
     */
    static final Set<String> READ_ONLY = Set.of(
            "taskDefinitionArn",
            "revision",
            "status",
            "requiresAttributes",
            "compatibilities",
            "registeredAt",
            "deregisteredAt",
            "registeredBy",
            "deleteRequestedAt");

    private RegisteredFields() {}

    static RegisterTaskDefinitionRequest copy(TaskDefinition registered, Collection<Tag> tags) {
        return RegisterTaskDefinitionRequest.builder()
                .family(registered.family())
                .taskRoleArn(registered.taskRoleArn())
                .executionRoleArn(registered.executionRoleArn())
                .networkMode(registered.networkModeAsString())
                .containerDefinitions(registered.containerDefinitions())
                .volumes(registered.volumes())
                .placementConstraints(registered.placementConstraints())
                .requiresCompatibilitiesWithStrings(registered.requiresCompatibilitiesAsStrings())
                .cpu(registered.cpu())
                .memory(registered.memory())
                .pidMode(registered.pidModeAsString())
                .ipcMode(registered.ipcModeAsString())
                .proxyConfiguration(registered.proxyConfiguration())
                .inferenceAccelerators(registered.inferenceAccelerators())
                .ephemeralStorage(registered.ephemeralStorage())
                .runtimePlatform(registered.runtimePlatform())
                .enableFaultInjection(registered.enableFaultInjection())
                .tags(tags)
                .build();
    }
}
