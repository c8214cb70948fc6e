package io.github.ecsmaven.sandbox.elb;

import java.util.Optional;

/** The target groups of one account and region. */
@FunctionalInterface
public interface TargetGroups {
    Optional<TargetGroup> find(String arn);
}
