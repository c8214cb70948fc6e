package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * All that a service from nothing is made of. Each piece is either created by the stack or exists already.
 *
 * @param service name of the service and family of its task definition
 * @param cluster where it runs
 * @param container what runs
 * @param task what a task of it is given
 * @param network where its tasks are
 * @param loadBalancing how requests come to it
 * @param running on what, and how many
 * @param tags on everything that can have tags; see {@link StackTags}
 */
public record ServiceBlueprint(
        String service,
        ClusterChoice cluster,
        ContainerBlueprint container,
        TaskBlueprint task,
        Network network,
        LoadBalancing loadBalancing,
        Running running,
        Map<String, String> tags) {
    // ECS API reference, CreateService: serviceName.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    /** @throws ActionableException when the pieces do not go together; it names the XML element that decides */
    public ServiceBlueprint {
        if (!NAME.matcher(service).matches()) {
            throw new ActionableException(
                    "'" + service + "' is no name of an ECS service.",
                    "Set <service> (-Decs.service) to at most 255 letters, digits, hyphens and underscores.");
        }
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
        new TaskRules(task, network, running, cluster).check();
        new BalancingRules(container, task, network, loadBalancing, running).check();
        StackTags.check(tags);
    }

    /** What stack and resources are called. */
    public StackNames names() {
        return new StackNames(cluster.name(), service);
    }

    /** Whether the stack makes the security group of the tasks: those that share an instance's network have the instance's. */
    boolean createsServiceGroup() {
        return task.isAwsvpc() && network.securityGroups().isEmpty();
    }

    /** Whether the stack makes the security group of a load balancer. */
    boolean createsLoadBalancerGroup() {
        return loadBalancing instanceof LoadBalancing.NewLoadBalancer balancer
                && balancer.securityGroups().isEmpty();
    }

    /** Whether the stack makes any security group. */
    public boolean createsSecurityGroups() {
        return createsServiceGroup() || createsLoadBalancerGroup();
    }

    /** Leaves out values of variables, which may be secret. */
    @Override
    public String toString() {
        return "ServiceBlueprint[" + cluster.name() + "/" + service + ", " + container + "]";
    }
}
