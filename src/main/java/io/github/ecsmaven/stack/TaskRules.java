package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.FargateSizes;
import io.github.ecsmaven.aws.FargateSizes.Pair;
import io.github.ecsmaven.image.Platform;
import java.util.Map;

/** What a task's pieces ask of one another (ECS developer guide, "Task definition parameters"). */
final class TaskRules {
    private static final Map<String, String> ARCHITECTURES = Map.of("amd64", "X86_64", "arm64", "ARM64");

    private final TaskBlueprint task;
    private final Network network;
    private final Running running;
    private final ClusterChoice cluster;

    TaskRules(TaskBlueprint task, Network network, Running running, ClusterChoice cluster) {
        this.task = task;
        this.network = network;
        this.running = running;
        this.cluster = cluster;
    }

    /** The platform's architecture in ECS's words. */
    static String architecture(Platform platform) {
        String architecture = ARCHITECTURES.get(platform.architecture());
        if (architecture == null || !platform.os().equals("linux")) {
            throw new ActionableException(
                    "<platform> is " + platform + ", for which no service is made from nothing.",
                    "Build for linux/amd64 or linux/arm64 (-Decs.platform).");
        }
        return architecture;
    }

    void check() {
        architecture(task.platform());
        if (running.capacity().isFargate()) {
            checkFargate();
        } else {
            checkInstances();
        }
        if (task.isAwsvpc()) {
            checkAwsvpc();
        } else {
            checkNetworkOfInstance();
        }
    }

    private void checkFargate() {
        if (!task.isAwsvpc()) {
            throw new ActionableException(
                    "Fargate does not have <networkMode>" + lowerCase() + "</networkMode>.",
                    "Take <networkMode> out: on Fargate it is awsvpc; or set <launchType>EC2</launchType>.");
        }
        Pair size = new Pair(Integer.parseInt(task.cpu()), Integer.parseInt(task.memory()));
        FargateSizes sizes = FargateSizes.ofLinux();
        if (!sizes.has(size)) {
            Pair nearest = sizes.nearest(size);
            throw new ActionableException(
                    "Fargate has no task with <cpu>" + size.cpu() + "</cpu> and <memory>" + size.memory()
                            + "</memory>.",
                    "Set <cpu>" + nearest.cpu() + "</cpu> and <memory>" + nearest.memory()
                            + "</memory>, the nearest size that there is (-Decs.cpu, -Decs.memory).");
        }
    }

    private void checkInstances() {
        if (task.networkMode().isEmpty()) {
            throw new ActionableException(
                    "Tasks on instances of EC2 need <networkMode>, and there is none.",
                    "Set <networkMode> (-Decs.networkMode) to awsvpc, in which each task has an address of its own, or to"
                            + " bridge or host.");
        }
        if (cluster instanceof ClusterChoice.Created && running.capacity() instanceof Capacity.Ec2) {
            throw new ActionableException(
                    "The cluster '" + cluster.name()
                            + "' is made with the service, and <launchType>EC2</launchType> needs"
                            + " one that has instances.",
                    "Name a <cluster> that is there and has instances, without <createCluster>, or use Fargate.");
        }
        if (network.assignPublicIp()) {
            throw new ActionableException(
                    "<assignPublicIp> is there on Fargate only.",
                    "Take <assignPublicIp> out: tasks on instances reach the internet through a NAT gateway or their"
                            + " instance.");
        }
    }

    private void checkAwsvpc() {
        if (network.vpc().isEmpty() || network.subnets().isEmpty()) {
            throw new ActionableException(
                    "No subnets are known for the tasks of the service.",
                    "Set <vpc> and <subnets> (-Decs.vpc, -Decs.subnets), or give the account a default VPC with public subnets"
                            + " (aws ec2 create-default-vpc).");
        }
    }

    private void checkNetworkOfInstance() {
        if (!network.securityGroups().isEmpty()) {
            throw new ActionableException(
                    "<securityGroups> are those of tasks in awsvpc, and <networkMode> is " + lowerCase() + ".",
                    "Take <securityGroups> out: the groups of the instances hold; or set <networkMode>awsvpc</networkMode>.");
        }
    }

    private String lowerCase() {
        return task.network().inEcs();
    }
}
