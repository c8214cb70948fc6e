package io.github.ecsmaven.ecs;

import java.util.Optional;

/** What one look at a deployment says. */
sealed interface Verdict {

    /**
     * It goes on.
     *
     * @param status ECS's word
     * @param stage lifecycle stage, where ECS names one
     */
    record InProgress(String status, Optional<String> stage) implements Verdict {}

    /**
     * It goes on when a person says so: a lifecycle hook that pauses holds it.
     *
     * @param status ECS's word
     * @param stage the lifecycle stage that it is held in
     */
    record Paused(String status, String stage) implements Verdict {}

    /**
     * It is lost, but ECS is still busy with it.
     *
     * @param status ECS's word
     */
    record Ending(String status) implements Verdict {}

    /** It succeeded, and the service runs the revision. */
    record Succeeded() implements Verdict {}

    /**
     * It is over and did not succeed.
     *
     * @param status how it ended
     * @param reason why, in a sentence, as far as it is known
     */
    record Failed(DeploymentStatus status, String reason) implements Verdict {}
}
