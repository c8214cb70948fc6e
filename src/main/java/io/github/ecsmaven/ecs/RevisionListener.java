package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import java.util.List;

/** Hears what becomes of revisions that a deployment has made old. */
public interface RevisionListener {
    /**
     * As many were deregistered as could be; told once, also when there were none.
     *
     * @param done what was deregistered, oldest first
     * @param selection what was to be, and what stays for which reason
     */
    void deregistered(List<TaskDefinitionArn> done, RevisionSelection selection);

    /**
     * Some or all old revisions of a family stay ACTIVE; the deployment has succeeded all the same.
     *
     * @param why with the IAM action, where one is missing
     */
    void notDeregistered(String family, ActionableException why);
}
