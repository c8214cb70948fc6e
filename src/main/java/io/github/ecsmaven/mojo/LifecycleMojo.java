package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ecr.LifecyclePolicies;
import io.github.ecsmaven.ecr.LifecyclePolicy;
import io.github.ecsmaven.ecr.LifecyclePolicyChange;
import java.time.Instant;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Puts the repository's lifecycle policy, by which Amazon ECR expires images, when the one that is there differs. Without
 * {@code lifecycle} and {@code lifecyclePolicyFile} it does nothing.
 *
 * @since 0.1.0
 */
@Mojo(
        name = "lifecycle",
        defaultPhase = LifecyclePhase.DEPLOY,
        threadSafe = true,
        configurator = AbstractEcsMojo.CONFIGURATOR)
public final class LifecycleMojo extends AbstractReleaseMojo {
    /**
     * Leaves out {@code ecs:lifecycle}. Default: {@code false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.lifecycle.skip", defaultValue = "false")
    private boolean skipLifecycle;

    @Override
    boolean isSkipped() {
        return skipLifecycle;
    }

    @Override
    boolean prepare() {
        if (lifecyclePolicy().isEmpty() || moduleImage().deployed().isPresent()) {
            getLog().debug("No lifecycle policy is configured.");
            return false;
        }
        return true;
    }

    @Override
    void release() {
        LifecyclePolicy policy = lifecyclePolicy().orElseThrow();
        Instant start = Instant.now();
        LifecyclePolicies policies =
                new LifecyclePolicies(aws().registry(moduleImage().repository()));
        LifecyclePolicyChange change =
                policies.decide(moduleImage().repository().name(), policy);
        policies.apply(change);
        log().lifecyclePolicy(change, moduleImage().repository().toString(), policy.sentences());
        summary()
                .add(
                        "lifecycle policy",
                        outcome(change),
                        policy.sentences().size() + (policy.sentences().size() == 1 ? " rule" : " rules"),
                        since(start));
    }

    private static Summary.Outcome outcome(LifecyclePolicyChange change) {
        if (change instanceof LifecyclePolicyChange.Put put) {
            return put.before().isPresent() ? Summary.Outcome.UPDATED : Summary.Outcome.CREATED;
        }
        return Summary.Outcome.UNCHANGED;
    }
}
