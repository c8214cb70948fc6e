package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import java.util.List;
import java.util.Set;

/** On what tasks run. */
public sealed interface Capacity {
    /** The providers that AWS runs (ECS API reference, PutClusterCapacityProviders). */
    Set<String> OF_FARGATE = Set.of("FARGATE", "FARGATE_SPOT");

    /** Whether no instance of the account's own is needed. */
    boolean isFargate();

    /** {@code launchType} FARGATE. */
    record Fargate() implements Capacity {
        @Override
        public boolean isFargate() {
            return true;
        }
    }

    /** {@code launchType} EC2: instances that the cluster has. */
    record Ec2() implements Capacity {
        @Override
        public boolean isFargate() {
            return false;
        }
    }

    /** @param providers in the order in which they are written */
    record Providers(List<Provider> providers) implements Capacity {
        /** @throws ActionableException when ECS does not take them together (ECS API reference, CapacityProviderStrategyItem) */
        public Providers {
            providers = List.copyOf(providers);
            if (providers.stream().allMatch(provider -> provider.weight() == 0)) {
                throw new ActionableException(
                        "<capacityProviders> has no provider with a weight, so no task would run.",
                        "Give at least one <capacityProvider> a <weight> of 1 or more.");
            }
            if (providers.stream().filter(provider -> provider.base() > 0).count() > 1) {
                throw new ActionableException(
                        "More than one of <capacityProviders> has a <base>, and ECS takes one.",
                        "Leave <base> with the provider that the first tasks run on.");
            }
            long fargate = providers.stream().filter(Provider::isFargate).count();
            if (fargate > 0 && fargate < providers.size()) {
                throw new ActionableException(
                        "<capacityProviders> mixes Fargate with instances, which ECS does not take in one service.",
                        "Name FARGATE and FARGATE_SPOT alone, or the cluster's own providers alone.");
            }
        }

        @Override
        public boolean isFargate() {
            return providers.get(0).isFargate();
        }
    }

    /**
     * A capacity provider.
     *
     * @param name {@code FARGATE}, {@code FARGATE_SPOT} or that of a provider of the cluster
     * @param base tasks that run on it before the others get any
     * @param weight its share of the rest
     */
    record Provider(String name, int base, int weight) {
        private static final int MAX_BASE = 100_000;
        private static final int MAX_WEIGHT = 1000;

        /** @throws ActionableException when base or weight is none */
        public Provider {
            if (name.isBlank() || base < 0 || base > MAX_BASE || weight < 0 || weight > MAX_WEIGHT) {
                throw new ActionableException(
                        "<capacityProvider> '" + name + "' has <base>" + base + "</base> and <weight>" + weight
                                + "</weight>, which ECS does not take.",
                        "Set its <name>, a <base> from 0 to 100000 and a <weight> from 0 to 1000.");
            }
        }

        boolean isFargate() {
            return OF_FARGATE.contains(name);
        }
    }
}
