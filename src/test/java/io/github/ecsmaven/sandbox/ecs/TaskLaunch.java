package io.github.ecsmaven.sandbox.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a task is to run.
 *
 * @param taskId 32 hexadecimal digits
 * @param owner service or family, for labels
 * @param containers in the order of the task definition
 * @param timing how long scripted steps take
 */
public record TaskLaunch(String taskId, String owner, List<Container> containers, Timing timing) {
    public TaskLaunch {
        containers = List.copyOf(containers);
    }

    /**
     * One container.
     *
     * @param name within the task
     * @param image as the task definition writes it
     * @param digest that ECS resolved and pinned
     * @param definition container definition with the task's overrides applied
     */
    public record Container(String name, String image, String digest, ObjectNode definition) {

        /** Whether what it writes goes to CloudWatch Logs. */
        public boolean isLogged() {
            return definition
                    .path("logConfiguration")
                    .path("logDriver")
                    .asText()
                    .equals("awslogs");
        }

        /** Whether the definition has a health check of its own. */
        public boolean isChecked() {
            return definition.hasNonNull("healthCheck")
                    && !definition
                            .path("healthCheck")
                            .path("command")
                            .path(0)
                            .asText()
                            .equals("NONE");
        }
    }
}
