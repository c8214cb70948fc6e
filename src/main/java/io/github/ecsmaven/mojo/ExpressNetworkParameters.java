package io.github.ecsmaven.mojo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code <network>} in {@code <express>}. */
public final class ExpressNetworkParameters {
    private @Nullable List<String> subnets;
    private @Nullable List<String> securityGroups;

    List<String> subnets() {
        return AbstractBuilderMojo.given(subnets);
    }

    List<String> securityGroups() {
        return AbstractBuilderMojo.given(securityGroups);
    }
}
