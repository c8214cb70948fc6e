package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.ExpressServices;
import io.github.ecsmaven.ecs.ExpressSettings;
import io.github.ecsmaven.ecs.ServiceReference;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The shortest way to a service: ECS Express Mode. */
abstract class AbstractExpressMojo extends AbstractRevisionMojo {
    /** Stands for one that is made, where AWS is not asked whose account it is in. */
    private static final String SOME_ROLE = "arn:aws:iam::000000000000:role/made";

    /**
     * Runs the image as a service of Amazon ECS Express Mode, which {@code ecs:deploy} makes where it does not exist: one call gives it an
     * HTTPS address, load balancing, scaling and logs, all managed by ECS. {@code <healthCheckPath>} that answers 200,
     * {@code <executionRole>} and {@code <infrastructureRole>} (ARNs, or {@code <createRoles>true</createRoles>} to have them made in a small
     * stack) are needed; then {@code <containerPort>} (80),
     * {@code <cpu>} (256), {@code <memory>} (512), {@code <taskRole>}, {@code <network>} with {@code <subnets>} and
     * {@code <securityGroups>} (the default VPC's), and {@code <scaling>} with {@code <min>}, {@code <max>}, {@code <metric>}
     * ({@code cpu}, {@code memory} or {@code requests}) and {@code <target>}. {@code environment}, {@code containerSecrets} and {@code command}
     * are the container's, as a whole; {@code cluster} may be left out for the one named default. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable ExpressParameters express;

    /** Whether the service is one of Express Mode. */
    protected boolean isExpress() {
        return express != null;
    }

    /** The block of a service of Express Mode. */
    ExpressParameters expressParameters() {
        ExpressParameters configured = express;
        if (configured == null) {
            throw new IllegalStateException("there is no <express>");
        }
        return configured;
    }

    /**
     * The Express service as it is configured.
     *
     * @throws ActionableException when something is missing, or cannot be
     */
    ExpressSettings expressSettings(ExpressRoleArns roles) {
        return expressParameters().toSettings(revisionSettings(), roles);
    }

    /** @throws ActionableException when nobody says what the service is called, or something is set that cannot go with Express Mode */
    protected ServiceReference expressService(
            @Nullable String cluster, @Nullable String service, boolean services, boolean taskDefinition) {
        ExpressParameters.refuse("services", services, "give each service a module, or an <execution>, of its own");
        ExpressParameters.refuse("taskDefinition", taskDefinition, "ECS makes the task definition");
        ExpressParameters.refuse(
                "preDeployTask", deploymentSettings().preDeployTask().isPresent(), "ECS makes the task definition");
        ExpressParameters.refuse(
                "desiredCount", deploymentSettings().desiredCount().isPresent(), "<scaling> says how many tasks run");
        ExpressParameters.refuse("keepRevisions", keptRevisions().isPresent(), "the task definitions are ECS's");
        if (service == null) {
            throw new ActionableException(
                    "<express> is set and <service> is not, so it is unclear what the service is called.",
                    "Set <service> (-Decs.service) to its name.");
        }
        expressSettings(expressParameters().roles(() -> SOME_ROLE, () -> SOME_ROLE));
        return new ServiceReference(cluster == null ? ExpressServices.DEFAULT_CLUSTER : cluster, service);
    }
}
