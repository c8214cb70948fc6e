package io.github.ecsmaven.ecs;

import java.util.List;

/**
 * Where the network interfaces of a service's tasks are.
 *
 * @param subnets ids of the subnets
 * @param publicIp whether they get a public address
 */
public record ServiceNetwork(List<String> subnets, boolean publicIp) {
    public ServiceNetwork {
        subnets = List.copyOf(subnets);
    }
}
