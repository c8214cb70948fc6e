package io.github.ecsmaven.stack;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.TaskSizes;
import io.github.ecsmaven.image.Platform;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a task of the service is given.
 *
 * @param cpu as {@code 512} or {@code .5 vCPU}
 * @param memory as {@code 1024} or {@code 1 GB}
 * @param platform that the image is for
 * @param networkMode how it is connected; absent is {@code awsvpc} on Fargate
 * @param executionRole whose rights ECS uses to start it
 * @param taskRole ARN of the role whose rights the application has; absent for none
 * @param logGroup where its output goes
 * @param recorded tags of the revision alone: what its image was made of, which is no reason to change anything
 */
public record TaskBlueprint(
        String cpu,
        String memory,
        Platform platform,
        Optional<NetworkMode> networkMode,
        ExecutionRole executionRole,
        Optional<String> taskRole,
        LogGroup logGroup,
        Map<String, String> recorded) {
    private static final Pattern ROLE = Pattern.compile("arn:[a-z-]+:iam::[0-9]{12}:role/[!-~]+");

    /** @throws ActionableException when a size or an ARN is none */
    public TaskBlueprint {
        TaskSizes.requireCpu(cpu);
        TaskSizes.requireMemory(memory);
        cpu = TaskSizes.cpuUnits(cpu);
        memory = TaskSizes.mebibytes(memory);
        taskRole.ifPresent(TaskBlueprint::requireTaskRole);
        recorded = Collections.unmodifiableMap(new TreeMap<>(recorded));
    }

    private static void requireTaskRole(String arn) {
        if (!ROLE.matcher(arn).matches()) {
            throw new ActionableException(
                    "<taskRole> is '" + arn + "', which is no ARN of an IAM role.",
                    "Set <taskRole> (-Decs.taskRole) to an ARN such as arn:aws:iam::123456789012:role/orders, or leave it out.");
        }
    }

    /** How a task is connected. */
    NetworkMode network() {
        return networkMode.orElse(NetworkMode.AWSVPC);
    }

    /** Whether each task has a network interface of its own. */
    boolean isAwsvpc() {
        return network() == NetworkMode.AWSVPC;
    }

    /** How the containers of a task are connected (ECS API reference, RegisterTaskDefinition: {@code networkMode}). */
    public enum NetworkMode {
        /** Each task has a network interface and an address of its own; all that Fargate knows. */
        AWSVPC,
        /** Behind a port of the instance, which Docker chooses. */
        BRIDGE,
        /** On the instance's own ports. */
        HOST;

        /** As ECS writes it. */
        String inEcs() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whose rights ECS uses to pull the image, read the secrets and write logs. */
    public sealed interface ExecutionRole {
        /** The stack makes one for exactly this service. */
        record Created() implements ExecutionRole {}

        /** @param arn of one that is there */
        record Existing(String arn) implements ExecutionRole {
            /** @throws ActionableException when it is no ARN of a role */
            public Existing {
                if (!ROLE.matcher(arn).matches()) {
                    throw new ActionableException(
                            "<executionRole> is '" + arn + "', which is no ARN of an IAM role.",
                            "Set <executionRole> (-Decs.executionRole) to an ARN such as"
                                    + " arn:aws:iam::123456789012:role/ecsTaskExecutionRole, or leave it out to have one made.");
                }
            }
        }
    }
}
