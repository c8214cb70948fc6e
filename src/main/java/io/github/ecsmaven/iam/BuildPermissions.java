package io.github.ecsmaven.iam;

import java.util.List;
import java.util.Set;

/**
 * What {@code ecs:build} calls: it pulls from private repositories of Amazon ECR, and may keep a cache there. Without these it calls
 * nothing.
 *
 * @param pulled ARNs of the repositories of base images, frontends and caches that are read
 * @param written ARNs of the repositories that caches are written to
 */
public record BuildPermissions(Set<String> pulled, Set<String> written) {
    /** AWS's own least policy for a pull (AWS managed policy reference, AmazonEC2ContainerRegistryPullOnly). */
    public static final List<String> PULL = List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");

    /** Least privilege for all of them. */
    public Policy policy() {
        if (pulled.isEmpty() && written.isEmpty()) {
            return Policy.NONE;
        }
        return Policy.of(
                PushPermissions.LOG_IN,
                Statement.of("BaseImages", PULL, pulled),
                Statement.of("Caches", PushPermissions.PUSH, written));
    }
}
