package io.github.ecsmaven.ecs;

import java.util.List;
import java.util.OptionalInt;

/**
 * Tasks of a deployment that stopped for the same cause.
 *
 * @param stopCode ECS's constant, such as {@code EssentialContainerExited}; empty where ECS names none
 * @param reason ECS's sentence about the task
 * @param containers the containers that ended badly
 * @param count how many tasks
 * @param example ARN of the one that stopped last
 */
public record StoppedTasks(String stopCode, String reason, List<ContainerEnd> containers, int count, String example) {

    public StoppedTasks {
        containers = List.copyOf(containers);
    }

    /**
     * How a container ended.
     *
     * @param name its name in the task definition
     * @param exitCode of its process; absent when it never started
     * @param reason ECS's sentence about the container; empty where there is none
     */
    public record ContainerEnd(String name, OptionalInt exitCode, String reason) {
        @Override
        public String toString() {
            String code = exitCode.isPresent() ? "exit code " + exitCode.getAsInt() : "";
            String both = code.isEmpty() || reason.isEmpty() ? "" : ", ";
            return "container " + name + ": " + code + both + reason;
        }
    }

    /** Everything that ECS says about the cause, to look for words in. */
    String words() {
        StringBuilder words = new StringBuilder(reason);
        containers.forEach(container -> words.append(' ').append(container.reason()));
        return words.toString();
    }

    /** What is the same for tasks with the same cause: no ids of requests, tasks and network interfaces, no addresses. */
    String cause() {
        StringBuilder key = new StringBuilder(stopCode).append('|').append(neutral(reason));
        containers.forEach(container -> key.append('|')
                .append(container.name())
                .append(container.exitCode())
                .append(neutral(container.reason())));
        return key.toString();
    }

    private static String neutral(String sentence) {
        return sentence.replaceAll("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b", "#")
                .replaceAll("\\b(eni|i|subnet)-[0-9a-f]{8,17}\\b", "#")
                .replaceAll("\\b[0-9]{1,3}(\\.[0-9]{1,3}){3}(:[0-9]+)?\\b", "#")
                .replaceAll("\\b[0-9a-f]{32}\\b", "#");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(count == 1 ? "1 task stopped: " : count + " tasks stopped: ");
        text.append(reason.isEmpty() ? stopCode : reason);
        if (!stopCode.isEmpty() && !reason.isEmpty()) {
            text.append(" (").append(stopCode).append(')');
        }
        containers.forEach(container -> text.append("; ").append(container));
        return text.toString();
    }
}
