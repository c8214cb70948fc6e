package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.stack.ExistingPieces;
import io.github.ecsmaven.stack.ExistingPieces.Subnets;
import io.github.ecsmaven.stack.Network;
import io.github.ecsmaven.stack.Network.Subnet;
import io.github.ecsmaven.stack.TaskBlueprint.NetworkMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the tasks of a service from nothing shall be, as far as the user says.
 *
 * @param vpc id of the VPC
 * @param subnets ids of subnets
 * @param securityGroups ids of those that tasks shall have
 * @param assignPublicIp whether they shall have public addresses
 * @param mode how they are connected
 */
record NewNetwork(
        Optional<String> vpc,
        List<String> subnets,
        List<String> securityGroups,
        Optional<Boolean> assignPublicIp,
        Optional<NetworkMode> mode) {
    NewNetwork {
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
    }

    /** @throws ActionableException when there is no such mode */
    static NewNetwork of(
            @Nullable String vpc,
            List<String> subnets,
            List<String> securityGroups,
            @Nullable Boolean assignPublicIp,
            @Nullable String mode) {
        return new NewNetwork(
                Optional.ofNullable(vpc),
                subnets,
                securityGroups,
                Optional.ofNullable(assignPublicIp),
                Optional.ofNullable(mode).map(NewNetwork::mode));
    }

    private static NetworkMode mode(String text) {
        return Arrays.stream(NetworkMode.values())
                .filter(mode -> mode.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new ActionableException(
                        "<networkMode> is '" + text + "', and it can be awsvpc, bridge or host.",
                        "Correct <networkMode> (-Decs.networkMode), or leave it out on Fargate."));
    }

    /** Whether AWS has to be asked for some of it. */
    boolean isLookedUp() {
        return vpc.isEmpty() || subnets.isEmpty();
    }

    /** Whether a task has a network interface of its own. */
    private boolean isAwsvpc() {
        return mode.orElse(NetworkMode.AWSVPC) == NetworkMode.AWSVPC;
    }

    /**
     * The network, with what AWS alone knows.
     *
     * @param onFargate whether tasks run on Fargate
     * @param balancer what is asked for of a load balancer
     */
    Network toNetwork(boolean onFargate, LoadBalancerParameters balancer, ExistingPieces pieces) {
        boolean inSubnets =
                isAwsvpc() || balancer.isCreated() && balancer.subnets().isEmpty();
        if (!inSubnets && balancer.isNone()) {
            return new Network(vpc, named(), securityGroups, assignPublicIp.orElse(false), false);
        }
        Subnets found = inSubnets ? inVpc(balancer, pieces) : new Subnets(vpcOf(balancer, pieces), named());
        boolean lookedUp = isAwsvpc() && onFargate && subnets.isEmpty();
        return new Network(
                Optional.of(found.vpc()),
                found.subnets(),
                securityGroups,
                assignPublicIp.orElse(lookedUp),
                inSubnets && subnets.isEmpty());
    }

    private List<Subnet> named() {
        return subnets.stream().map(id -> new Subnet(id, Optional.empty())).toList();
    }

    private Subnets inVpc(LoadBalancerParameters balancer, ExistingPieces pieces) {
        if (subnets.isEmpty()) {
            return pieces.publicSubnets(vpc.or(() -> balancer.existing().map(pieces::vpcOf)));
        }
        return vpc.map(id -> new Subnets(id, named())).orElseGet(() -> pieces.subnets(subnets));
    }

    private String vpcOf(LoadBalancerParameters balancer, ExistingPieces pieces) {
        return vpc.or(() -> balancer.existing().map(pieces::vpcOf))
                .orElseGet(() -> pieces.subnets(subnets.isEmpty() ? balancer.subnets() : subnets)
                        .vpc());
    }
}
