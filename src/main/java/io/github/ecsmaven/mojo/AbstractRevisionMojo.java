package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.ContainerSettings;
import io.github.ecsmaven.ecs.RevisionSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What is set in a new revision of the task definition. */
abstract class AbstractRevisionMojo extends AbstractDeploymentMojo {
    /**
     * Name of the container, in the task definition, that runs the image. Default: the only one, else the only essential one.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.container")
    private @Nullable String container;

    /**
     * Environment variables of that container, each an element {@code <NAME>value</NAME>} or {@code -Decs.environment.NAME=value}.
     * Others that the base has stay; one that is taken out of the POM goes away with the next revision. Not for secrets. Default:
     * none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.environment")
    private @Nullable Map<String, String> environment;

    /**
     * Secrets of that container, by the variable that each gives it: the ARN of a Secrets Manager secret (with
     * {@code :key:stage:version} where one is meant), or the name or ARN of an SSM parameter. Others that the base has stay; one that is
     * taken out of the POM goes away with the next revision. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.containerSecrets")
    private @Nullable Map<String, String> containerSecrets;

    /**
     * What that container runs instead of the image's {@code CMD}, an argument each; on the command line separated by commas. Default:
     * what the base has.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.command")
    private @Nullable List<String> command;

    /**
     * Options of that container's log driver, each an element {@code <awslogs-group>value</awslogs-group>}, over those that the base
     * has. Where the base has no log driver it is {@code awslogs}. Default: what the base has.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.logOptions")
    private @Nullable Map<String, String> logOptions;

    /**
     * CPU of the task, in units of 1/1024 of a processor ({@code 512}) or in processors ({@code .5 vCPU}). Fargate has certain pairs of
     * {@code cpu} and {@code memory}. Default: what the base has.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.cpu")
    private @Nullable String cpu;

    /**
     * Memory of the task, in MiB ({@code 1024}) or in gigabytes ({@code 1 GB}). Default: what the base has.
     *
     * @since 0.1.0
     */
    @Parameter(property = "ecs.memory")
    private @Nullable String memory;

    /**
     * What is set in further containers of the task definition, a {@code <container>} each: {@code <name>} as the task definition has
     * it, then of {@code <image>}, {@code <environment>}, {@code <containerSecrets>}, {@code <command>}, {@code <logOptions>},
     * {@code <cpu>} (units), {@code <memory>} and {@code <memoryReservation>} (MiB) and {@code <essential>} what differs from the base.
     * The one that runs the image may stand here too, instead of the elements above and without {@code <image>}. Default: none.
     *
     * @since 0.1.0
     */
    @Parameter
    private @Nullable List<ContainerParameters> containers;

    /** @throws ActionableException when an element has a value that it cannot have */
    protected RevisionSettings revisionSettings() {
        return new RevisionSettings(
                Optional.ofNullable(container),
                Optional.ofNullable(cpu),
                Optional.ofNullable(memory),
                ContainerSettings.of(
                        given(environment),
                        ContainerParameters.secrets("The configuration", given(environment), given(containerSecrets)),
                        ContainerParameters.command(command),
                        given(logOptions)),
                ContainerParameters.byName(given(containers)));
    }
}
