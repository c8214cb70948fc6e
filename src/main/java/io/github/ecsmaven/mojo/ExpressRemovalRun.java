package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecs.ExpressRemoval;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.stack.Removal;
import io.github.ecsmaven.stack.StackTags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Removes the Express service of a goal's module, and the stack with its roles: first says what goes. */
final class ExpressRemovalRun {
    private final AbstractServiceMojo goal;
    private final ServiceReference service;
    private final ExpressRoleStack roles;
    private final Optional<ExpressRemoval.Removed> removed;
    private final Optional<Removal> stack;

    /** @throws io.github.ecsmaven.ActionableException when service or stack is there and not ours, or AWS refuses to answer */
    ExpressRemovalRun(AbstractServiceMojo goal, ServiceReference service) {
        this.goal = goal;
        this.service = service;
        this.roles = new ExpressRoleStack(goal, service);
        this.removed = goal.aws().ecs().expressRemoval().find(service, Map.entry(StackTags.OWNER, roles.owner()));
        this.stack = roles.removal();
    }

    /** Whose the pieces of the service are. */
    String owner() {
        return roles.owner();
    }

    /** Whether nothing is there to go. */
    boolean isNothing() {
        return removed.isEmpty() && stack.isEmpty();
    }

    /** What goes, for the user to read before. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        removed.ifPresentOrElse(
                found -> {
                    lines.add("With Express " + service + " goes:");
                    found.goes().forEach(one -> lines.add("  " + one));
                    lines.add("Its log group and the task definitions that ECS has registered for it stay.");
                },
                () -> lines.add("There is no Express " + service + "."));
        stack.map(StackLog::goes).ifPresent(lines::addAll);
        return lines;
    }

    /** The roles go last: ECS needs one of them to remove the service. */
    void remove() {
        removed.ifPresent(found -> {
            Instant start = Instant.now();
            goal.getLog().info("Deleting Express " + service);
            goal.aws().ecs().expressRemoval().remove(found, status -> goal.getLog()
                    .info("  " + status));
            goal.summary()
                    .add(
                            "express service",
                            Summary.Outcome.DELETED,
                            service.clusterName() + "/" + service.serviceName(),
                            AbstractEcsMojo.since(start));
        });
        stack.ifPresent(found -> {
            Instant start = Instant.now();
            roles.remove(found);
            goal.summary().add("stack", Summary.Outcome.DELETED, roles.name(), AbstractEcsMojo.since(start));
        });
        goal.recordFiles().forgetDeployment();
    }
}
