package io.github.ecsmaven.mojo;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The roles of an Express service, by their ARNs.
 *
 * @param execution by which ECS starts its tasks
 * @param infrastructure by which ECS makes load balancer and scaling
 * @param task whose rights the application has; absent for none
 */
record ExpressRoleArns(String execution, String infrastructure, Optional<String> task) {
    /** Those that its tasks get. */
    Set<String> ofTasks() {
        Set<String> roles = new LinkedHashSet<>(Set.of(execution));
        task.ifPresent(roles::add);
        return roles;
    }
}
