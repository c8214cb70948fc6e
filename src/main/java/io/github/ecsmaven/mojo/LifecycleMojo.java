package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecr.LifecyclePolicies;
import io.github.ecsmaven.ecr.LifecyclePolicy;
import io.github.ecsmaven.ecr.LifecyclePolicyChange;
import java.io.File;
import java.time.Instant;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

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
public final class LifecycleMojo extends AbstractImageMojo {
    /**
     * The rules of the lifecycle policy, {@code <rules>} with a {@code <rule>} each: {@code <selection>} ({@code untagged},
     * {@code tagged}, {@code any}), for tagged images {@code <tagPrefixes>} or {@code <tagPatterns>} (an image must match all of them),
     * then {@code <maximumAgeLimit>} (days since the push) or {@code <maximumNumberOfImages>}, and a {@code <description>}. Priorities
     * follow the order of the rules, with {@code any} last. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable LifecycleParameters lifecycle;

    /**
     * File with the lifecycle policy as ECR's JSON, instead of {@code lifecycle}. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.lifecyclePolicyFile")
    private @Nullable File lifecyclePolicyFile;

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
    void runForModule() {
        Optional<LifecyclePolicy> policy = policy();
        if (policy.isEmpty() || moduleImage().deployed().isPresent()) {
            getLog().debug("No lifecycle policy is configured.");
            return;
        }
        refuseOffline();
        apply(policy.get());
    }

    private void apply(LifecyclePolicy policy) {
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

    private Optional<LifecyclePolicy> policy() {
        if (lifecycle != null && lifecyclePolicyFile != null) {
            throw new ActionableException("<lifecycle> and <lifecyclePolicyFile> are both set.", "Keep one of them.");
        }
        if (lifecyclePolicyFile != null) {
            return Optional.of(LifecyclePolicy.parse(PushMojo.read("lifecyclePolicyFile", lifecyclePolicyFile)));
        }
        return Optional.ofNullable(lifecycle).map(LifecycleParameters::toPolicy);
    }
}
