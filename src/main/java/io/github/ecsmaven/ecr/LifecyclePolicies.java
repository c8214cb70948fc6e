package io.github.ecsmaven.ecr;

import java.util.Optional;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyNotFoundException;

/** Reads and puts the lifecycle policies of a registry's repositories. */
public final class LifecyclePolicies {
    private final EcrRegistry registry;

    public LifecyclePolicies(EcrRegistry registry) {
        this.registry = registry;
    }

    /**
     * Computes whether the policy has to be put.
     *
     * @throws io.github.ecsmaven.ActionableException when ECR does not tell what is there, for one because the repository is missing
     */
    public LifecyclePolicyChange decide(RepositoryName repository, LifecyclePolicy wanted) {
        Optional<LifecyclePolicy> actual = find(repository);
        return actual.filter(wanted::equals).isPresent()
                ? new LifecyclePolicyChange.None(repository, wanted)
                : new LifecyclePolicyChange.Put(repository, actual, wanted);
    }

    /**
     * Does what was decided.
     *
     * @throws io.github.ecsmaven.ActionableException when ECR refuses
     */
    public void apply(LifecyclePolicyChange change) {
        if (change instanceof LifecyclePolicyChange.Put put) {
            registry.ask(
                    "put the lifecycle policy of ECR repository '" + put.repository() + "'",
                    ecr -> ecr.putLifecyclePolicy(request -> request.registryId(registry.registryId())
                            .repositoryName(put.repository().value())
                            .lifecyclePolicyText(put.after().toJson())));
        }
    }

    /**
     * The policy that a repository has.
     *
     * @throws io.github.ecsmaven.ActionableException when ECR does not tell what is there, for one because the repository is missing
     */
    public Optional<LifecyclePolicy> find(RepositoryName repository) {
        return registry.recently("lifecycle policy", repository, () -> look(repository));
    }

    private Optional<LifecyclePolicy> look(RepositoryName repository) {
        return registry.ask("read the lifecycle policy of ECR repository '" + repository + "'", ecr -> {
            try {
                return Optional.of(ecr.getLifecyclePolicy(request -> request.registryId(registry.registryId())
                                        .repositoryName(repository.value()))
                                .lifecyclePolicyText())
                        .map(LifecyclePolicy::ofEcr);
            } catch (LifecyclePolicyNotFoundException none) {
                return Optional.empty();
            }
        });
    }
}
