package io.github.ecsmaven.ecr;

import java.util.Optional;

/** What has to be done so that a repository has the lifecycle policy that the user wrote. */
public sealed interface LifecyclePolicyChange {
    /** The policy will be put; {@code before} is what it replaces. */
    record Put(RepositoryName repository, Optional<LifecyclePolicy> before, LifecyclePolicy after)
            implements LifecyclePolicyChange {}

    /** The repository has this policy. */
    record None(RepositoryName repository, LifecyclePolicy policy) implements LifecyclePolicyChange {}
}
