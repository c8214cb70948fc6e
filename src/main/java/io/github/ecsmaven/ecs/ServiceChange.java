package io.github.ecsmaven.ecs;

import java.util.ArrayList;
import java.util.List;

/** What has to happen so that a service runs what is wanted. Computed before anything is sent. */
public sealed interface ServiceChange {
    /** The call that changes a service. */
    String UPDATE = "ecs:UpdateService";

    /** The service as it was when this was decided. */
    RunningService service();

    /** What is to run. */
    NewRevision wanted();

    /**
     * Register what is wanted and update the service to it.
     *
     * @param from what runs
     * @param differences the fields in which the two differ; none when what runs equals what is wanted and cannot be deployed again,
     *     for it was deregistered
     */
    record Update(RunningService service, NewRevision wanted, TaskDefinitionArn from, List<FieldChange> differences)
            implements ServiceChange {
        public Update {
            differences = List.copyOf(differences);
        }
    }

    /**
     * Deploy a revision that is registered and equals what is wanted.
     *
     * @param revision the registered one
     * @param reason why it has to be deployed again
     */
    record Redeploy(RunningService service, NewRevision wanted, TaskDefinitionArn revision, Reason reason)
            implements ServiceChange {}

    /**
     * Await the verdict on a deployment of what is wanted that somebody has started already.
     *
     * @param revision what is being deployed
     * @param deploymentId ECS's id of it
     */
    record Follow(RunningService service, NewRevision wanted, TaskDefinitionArn revision, String deploymentId)
            implements ServiceChange {}

    /**
     * Change only how many tasks run, which starts no deployment.
     *
     * @param revision what runs
     * @param to the new desired count
     */
    record Scale(RunningService service, NewRevision wanted, TaskDefinitionArn revision, int to)
            implements ServiceChange {}

    /**
     * The service runs what is wanted, and its deployment succeeded.
     *
     * @param revision what runs
     */
    record Nothing(RunningService service, NewRevision wanted, TaskDefinitionArn revision) implements ServiceChange {}

    /**
     * The calls that {@link ServiceDeployer} makes to carry this out, of those that change something, as IAM names them and in order.
     *
     * @param settings how it is deployed
     */
    default List<String> calls(DeploymentSettings settings) {
        if (this instanceof Update) {
            List<String> calls = new ArrayList<>(List.of("ecs:RegisterTaskDefinition", "ecs:TagResource"));
            settings.preDeployTask().ifPresent(task -> calls.add("ecs:RunTask"));
            calls.add(UPDATE);
            return List.copyOf(calls);
        }
        boolean counts = settings.desiredCount().orElse(service().desiredCount())
                != service().desiredCount();
        boolean updates = this instanceof Redeploy || this instanceof Scale || (this instanceof Follow && counts);
        return updates ? List.of(UPDATE) : List.of();
    }

    /** The registered revision that this is about: what runs, or what is deployed where that is registered already. */
    default TaskDefinitionArn revisionNow() {
        if (this instanceof Redeploy redeploy) {
            return redeploy.revision();
        }
        return this instanceof Follow follow ? follow.revision() : service().taskDefinition();
    }

    /** Why an equal revision is deployed again. */
    enum Reason {
        /** Its deployment failed. */
        FAILED,
        /** Its deployment was stopped. */
        STOPPED,
        /** Its deployment was rolled back, or is being. */
        ROLLED_BACK,
        /** The user asked for it. */
        FORCED,
        /** It is the last one that succeeded, and the user goes back to it. */
        GOING_BACK,
        /** The service runs another one than its stack has. */
        OF_ITS_STACK,
        /** The service had 0 tasks, so that the revision never ran, and is to have some now. */
        NEVER_RAN
    }
}
