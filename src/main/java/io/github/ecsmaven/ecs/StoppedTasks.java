package io.github.ecsmaven.ecs;

/**
 * Tasks of a deployment that stopped for the same reason.
 *
 * @param reason why, in ECS's words, with containers and exit codes
 * @param count how many
 * @param example ARN of one of them
 */
public record StoppedTasks(String reason, int count, String example) {
    @Override
    public String toString() {
        return (count == 1 ? "1 task stopped: " : count + " tasks stopped: ") + reason;
    }
}
