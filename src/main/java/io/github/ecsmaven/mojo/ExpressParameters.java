package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.ExpressScaling;
import io.github.ecsmaven.ecs.ExpressSettings;
import io.github.ecsmaven.ecs.RevisionSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code <express>}. */
public final class ExpressParameters {
    private @Nullable String healthCheckPath;
    private @Nullable Integer containerPort;
    private @Nullable String cpu;
    private @Nullable String memory;
    private @Nullable String executionRole;
    private @Nullable String infrastructureRole;
    private @Nullable String taskRole;
    private boolean createRoles;
    private @Nullable ExpressNetworkParameters network;
    private @Nullable ExpressScalingParameters scaling;

    /**
     * The service as it is configured.
     *
     * @param revision what the configuration sets in the container that runs the image, and sizes of the task
     * @param roles see {@link #roles}
     * @throws ActionableException when something is missing, cannot be what it says, or cannot be said of an Express service
     */
    ExpressSettings toSettings(RevisionSettings revision, ExpressRoleArns roles) {
        refuseOtherContainers(revision);
        return new ExpressSettings(
                required(
                        "healthCheckPath",
                        healthCheckPath,
                        "a path that answers 200 once the application can serve, such as /health; AWS would ask for /ping"),
                Optional.ofNullable(containerPort),
                Optional.ofNullable(cpu).or(revision::cpu),
                Optional.ofNullable(memory).or(revision::memory),
                roles.execution(),
                roles.infrastructure(),
                roles.task(),
                network == null ? List.of() : network.subnets(),
                network == null ? List.of() : network.securityGroups(),
                scaling == null ? ExpressScaling.NONE : scaling.toScaling(),
                revision.ofContainer().environment(),
                revision.ofContainer().secrets(),
                revision.ofContainer().command());
    }

    /** Whether the role by which ECS starts tasks is made. */
    boolean createsExecutionRole() {
        return createRoles && executionRole == null;
    }

    /** Whether the role by which ECS makes load balancer and scaling is made. */
    boolean createsInfrastructureRole() {
        return createRoles && infrastructureRole == null;
    }

    /**
     * Its roles.
     *
     * @param madeExecution ARN of the execution role that is made
     * @param madeInfrastructure ARN of the infrastructure role that is made
     * @throws ActionableException when one is not named, and not to be made either
     */
    ExpressRoleArns roles(Supplier<String> madeExecution, Supplier<String> madeInfrastructure) {
        String execution = createsExecutionRole()
                ? madeExecution.get()
                : required(
                        "executionRole",
                        executionRole,
                        "the ARN of a role that trusts ecs-tasks.amazonaws.com and has the managed policy"
                                + " service-role/AmazonECSTaskExecutionRolePolicy, or set <createRoles>true</createRoles>");
        String infrastructure = createsInfrastructureRole()
                ? madeInfrastructure.get()
                : required(
                        "infrastructureRole",
                        infrastructureRole,
                        "the ARN of a role that trusts ecs.amazonaws.com and has the managed policy"
                                + " service-role/AmazonECSInfrastructureRoleforExpressGatewayServices, or set"
                                + " <createRoles>true</createRoles>");
        return new ExpressRoleArns(execution, infrastructure, Optional.ofNullable(taskRole));
    }

    private static String required(String element, @Nullable String value, String what) {
        if (value == null || value.isBlank()) {
            throw new ActionableException(
                    "<express> has no <" + element + ">.",
                    "Set <" + element + "> (-Decs.express." + element + ") to " + what + ".");
        }
        return value;
    }

    /** ECS makes the one container, with a name and a log driver of its own choice. */
    private static void refuseOtherContainers(RevisionSettings revision) {
        refuse("container", revision.container().isPresent(), "ECS names the container itself");
        refuse("containers", !revision.ofOthers().isEmpty(), "an Express service has one container");
        refuse("logOptions", !revision.ofContainer().logOptions().isEmpty(), "ECS makes the log group");
    }

    /** @throws ActionableException when an element is set that cannot be said of an Express service */
    static void refuse(String element, boolean isSet, String why) {
        if (isSet) {
            throw new ActionableException(
                    "<" + element + "> cannot go with <express>: " + why + ".", "Take out one or the other.");
        }
    }
}
