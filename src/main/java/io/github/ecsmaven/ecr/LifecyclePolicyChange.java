package io.github.ecsmaven.ecr;

import java.util.List;
import java.util.Optional;

/** What has to be done so that a repository has the lifecycle policy that the user wrote. */
public sealed interface LifecyclePolicyChange {
    /** The policy will be put; {@code before} is what it replaces. */
    record Put(RepositoryName repository, Optional<LifecyclePolicy> before, LifecyclePolicy after)
            implements LifecyclePolicyChange {}

    /** The repository has this policy. */
    record None(RepositoryName repository, LifecyclePolicy policy) implements LifecyclePolicyChange {}

    /** The repository whose policy it is. */
    RepositoryName repository();

    /** The calls that carry it out, of those that change something, as IAM names them. */
    default List<String> calls() {
        return this instanceof Put ? List.of("ecr:PutLifecyclePolicy") : List.of();
    }
}
