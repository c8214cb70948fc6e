package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.FargateSizes;
import io.github.ecsmaven.aws.TaskSizes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An Express service as the POM wants it (ECS API reference, CreateExpressGatewayService). What is absent is ECS's default in a new
 * service and stays as it is in one that exists; variables, secrets and command are as they stand here.
 *
 * @param healthCheckPath that the load balancer asks a task for, with a leading slash
 * @param containerPort that the application listens on
 * @param cpu as {@code 512} or {@code .5 vCPU}
 * @param memory as {@code 1024} or {@code 1 GB}
 * @param executionRole ARN of the role that ECS starts tasks with
 * @param infrastructureRole ARN of the role that ECS makes load balancer and scaling with
 * @param taskRole ARN of the role whose rights the application has
 * @param subnets ids; none for the default VPC's
 * @param securityGroups ids; none for those that ECS makes
 * @param scaling how many tasks run
 * @param environment variables by name
 * @param secrets by variable, what its value comes from
 * @param command what runs instead of the image's {@code CMD}
 */
public record ExpressSettings(
        String healthCheckPath,
        Optional<Integer> containerPort,
        Optional<String> cpu,
        Optional<String> memory,
        String executionRole,
        String infrastructureRole,
        Optional<String> taskRole,
        List<String> subnets,
        List<String> securityGroups,
        ExpressScaling scaling,
        Map<String, String> environment,
        Map<String, String> secrets,
        Optional<List<String>> command) {
    private static final int MOST = 65_535;
    private static final Pattern ROLE = Pattern.compile("arn:[a-z-]+:iam::[0-9]{12}:role/[!-~]+");

    /** @throws ActionableException when one of them cannot be what it says */
    public ExpressSettings {
        requirePath(healthCheckPath);
        containerPort.ifPresent(ExpressSettings::requirePort);
        cpu.ifPresent(TaskSizes::requireCpu);
        memory.ifPresent(TaskSizes::requireMemory);
        cpu = cpu.map(TaskSizes::cpuUnits);
        memory = memory.map(TaskSizes::mebibytes);
        requirePair(cpu, memory);
        requireRole("executionRole", executionRole);
        requireRole("infrastructureRole", infrastructureRole);
        taskRole.ifPresent(arn -> requireRole("taskRole", arn));
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
        command = command.map(List::copyOf);
    }

    private static void requirePath(String path) {
        if (!path.startsWith("/")) {
            throw new ActionableException(
                    "<express><healthCheckPath> is '" + path + "', and a path begins with a slash.",
                    "Set it to a path that answers 200 once the application can serve, such as /health.");
        }
    }

    private static void requirePort(int port) {
        if (port < 1 || port > MOST) {
            throw new ActionableException(
                    "<express><containerPort> is " + port + ", which is no port.",
                    "Set it to the port that the application listens on, such as 8080.");
        }
    }

    private static void requirePair(Optional<String> cpu, Optional<String> memory) {
        if (cpu.isEmpty() || memory.isEmpty()) {
            return;
        }
        FargateSizes.Pair pair = new FargateSizes.Pair(Integer.parseInt(cpu.get()), Integer.parseInt(memory.get()));
        if (!FargateSizes.ofLinux().has(pair)) {
            throw new ActionableException(
                    "<cpu> " + cpu.get() + " and <memory> " + memory.get() + " do not go together on Fargate.",
                    "Set them to a pair that Fargate has, such as 256 and 512, 512 and 1024, or 1024 and 2048.");
        }
    }

    private static void requireRole(String element, String arn) {
        if (!ROLE.matcher(arn).matches()) {
            throw new ActionableException(
                    "<express><" + element + "> is '" + arn + "', which is no ARN of an IAM role.",
                    "Set it to one such as arn:aws:iam::123456789012:role/orders.");
        }
    }

    /** Leaves out values, which may be secret. */
    @Override
    public String toString() {
        return "ExpressSettings[healthCheckPath=" + healthCheckPath + ", environment=" + environment.keySet()
                + ", secrets=" + secrets.keySet() + "]";
    }
}
