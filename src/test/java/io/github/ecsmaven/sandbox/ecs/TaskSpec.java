package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a task is started from.
 *
 * @param service absent for a task of RunTask
 * @param overrides as RunTask gave them
 * @param launch launch type, platform and network
 * @param digests container name to digest, where a deployment pinned them; newly resolved ones are put in
 */
record TaskSpec(
        Cluster cluster,
        TaskDefinition taskDefinition,
        @Nullable Service service,
        String startedBy,
        String group,
        ObjectNode overrides,
        ObjectNode launch,
        ResourceTags tags,
        Map<String, String> digests) {

    static TaskSpec of(Deployment deployment) {
        Service service = deployment.service;
        return new TaskSpec(
                service.cluster,
                deployment.taskDefinition,
                service,
                deployment.id(),
                "service:" + service.name,
                emptyOverrides(),
                deployment.launch,
                new ResourceTags(),
                deployment.digests);
    }

    static ObjectNode emptyOverrides() {
        ObjectNode overrides = Wire.object();
        overrides.putArray("containerOverrides");
        overrides.putArray("inferenceAcceleratorOverrides");
        return overrides;
    }
}
