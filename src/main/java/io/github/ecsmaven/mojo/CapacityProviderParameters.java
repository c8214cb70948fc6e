package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.stack.Capacity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code <capacityProvider>} in {@code <capacityProviders>}. */
public final class CapacityProviderParameters {
    private @Nullable String name;
    private @Nullable Integer base;
    private @Nullable Integer weight;

    private Capacity.Provider toProvider() {
        return new Capacity.Provider(name == null ? "" : name, base == null ? 0 : base, weight == null ? 1 : weight);
    }

    /** @throws ActionableException when both are set, or one says what ECS does not know */
    static Capacity toCapacity(@Nullable String launchType, @Nullable List<CapacityProviderParameters> providers) {
        if (launchType != null && providers != null) {
            throw new ActionableException(
                    "<launchType> and <capacityProviders> are both set, and ECS takes one of them.",
                    "Keep <capacityProviders> to share tasks out, or <launchType> for FARGATE or EC2 alone.");
        }
        if (providers != null) {
            return toCapacity(providers);
        }
        if (launchType == null || launchType.equalsIgnoreCase("FARGATE")) {
            return new Capacity.Fargate();
        }
        if (launchType.equalsIgnoreCase("EC2")) {
            return new Capacity.Ec2();
        }
        throw new ActionableException(
                "<launchType> is '" + launchType + "', and it can be FARGATE or EC2.",
                "Correct <launchType> (-Decs.launchType), or name providers in <capacityProviders>.");
    }

    private static Capacity toCapacity(List<CapacityProviderParameters> providers) {
        if (providers.isEmpty()) {
            throw new ActionableException(
                    "<capacityProviders> is empty.",
                    "Give it a <capacityProvider> with a <name>, or leave it out for Fargate.");
        }
        return new Capacity.Providers(
                providers.stream().map(CapacityProviderParameters::toProvider).toList());
    }
}
