package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.stack.LoadBalancing.ExistingListener;
import io.github.ecsmaven.stack.LoadBalancing.ExistingLoadBalancer;
import io.github.ecsmaven.stack.LoadBalancing.ExistingTargetGroup;
import io.github.ecsmaven.stack.LoadBalancing.Front;
import io.github.ecsmaven.stack.LoadBalancing.NewLoadBalancer;
import io.github.ecsmaven.stack.Network.Subnet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a load balancer asks of the other pieces (Elastic Load Balancing, "Application Load Balancers"). */
final class BalancingRules {
    private final ContainerBlueprint container;
    private final TaskBlueprint task;
    private final Network network;
    private final LoadBalancing balancing;
    private final Running running;

    BalancingRules(
            ContainerBlueprint container,
            TaskBlueprint task,
            Network network,
            LoadBalancing balancing,
            Running running) {
        this.container = container;
        this.task = task;
        this.network = network;
        this.balancing = balancing;
        this.running = running;
    }

    void check() {
        if (balancing.isThere()) {
            checkPort();
            checkVpc();
        }
        if (balancing instanceof NewLoadBalancer created) {
            checkSubnets(created.subnets().isEmpty() ? network.subnets() : created.subnets());
        }
        front(balancing).ifPresent(this::checkFront);
        if (running.scaling()
                .filter(it -> it.target() instanceof Scaling.Target.Requests)
                .isPresent()) {
            checkRequests();
        }
    }

    static Optional<Front> front(LoadBalancing balancing) {
        if (balancing instanceof ExistingLoadBalancer there) {
            return Optional.of(there.front());
        }
        if (balancing instanceof ExistingListener there) {
            return Optional.of(there.front());
        }
        return balancing instanceof ExistingTargetGroup there ? Optional.of(there.front()) : Optional.empty();
    }

    private void checkPort() {
        if (container.port().isEmpty()) {
            throw new ActionableException(
                    "<loadBalancer> needs to know the port that the application listens on.",
                    "Set <containerPort> (-Decs.containerPort), such as 8080.");
        }
    }

    private void checkVpc() {
        if (network.vpc().isEmpty() && !(balancing instanceof ExistingTargetGroup)) {
            throw new ActionableException(
                    "The VPC of the target group behind <loadBalancer> is not known.",
                    "Set <vpc> (-Decs.vpc) to the id of the VPC that the tasks are in.");
        }
    }

    private static void checkSubnets(List<Subnet> subnets) {
        Set<String> zones = new HashSet<>();
        for (Subnet subnet : subnets) {
            if (subnet.zone().isPresent() && !zones.add(subnet.zone().get())) {
                throw new ActionableException(
                        "A load balancer takes one subnet of an Availability Zone, and there are two of "
                                + subnet.zone().get() + ".",
                        "Name one subnet of each zone in <loadBalancer><subnets>.");
            }
        }
        if (subnets.size() < 2) {
            throw new ActionableException(
                    "A load balancer needs subnets in two Availability Zones, and there is "
                            + (subnets.isEmpty()
                                    ? "none."
                                    : "one: " + subnets.get(0).id() + "."),
                    "Name two in <subnets> (-Decs.subnets), or in <loadBalancer><subnets> for the load balancer alone.");
        }
    }

    private void checkFront(Front front) {
        boolean createsGroup = task.isAwsvpc() && network.securityGroups().isEmpty();
        if (createsGroup && front.securityGroups().isEmpty()) {
            throw new ActionableException(
                    "The security groups of the load balancer are not known, from which alone the tasks would take requests.",
                    "Set <loadBalancer><securityGroups> to those that it has, or <securityGroups> to groups for the tasks.");
        }
    }

    private void checkRequests() {
        if (!balancing.isThere()) {
            throw new ActionableException(
                    "<autoscaling><requests> counts what a load balancer sends, and the service has none.",
                    "Add <loadBalancer>, or scale by <autoscaling><cpu>.");
        }
        if (balancing instanceof ExistingTargetGroup there
                && there.loadBalancer().isEmpty()) {
            throw new ActionableException(
                    "<autoscaling><requests> needs the load balancer in front of <loadBalancer><targetGroup>.",
                    "Set <loadBalancer><arn> to its ARN, or scale by <autoscaling><cpu>.");
        }
    }
}
