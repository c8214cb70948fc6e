package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.DidYouMean;
import io.github.ecsmaven.ecs.ContainerSettings;
import io.github.ecsmaven.ecs.RevisionSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code <service>} in {@code <services>}. */
public final class ServiceParameters {
    private @Nullable String name;
    private @Nullable String cluster;
    private @Nullable String taskDefinition;
    private @Nullable String container;
    private @Nullable Map<String, String> environment;
    private @Nullable Map<String, String> containerSecrets;
    private @Nullable List<String> command;
    private @Nullable Map<String, String> logOptions;
    private @Nullable String cpu;
    private @Nullable String memory;
    private @Nullable List<ContainerParameters> containers;
    private @Nullable Integer desiredCount;
    private @Nullable PreDeployTaskParameters preDeployTask;

    /** @throws ActionableException when it has none */
    String name() {
        if (name == null) {
            throw new ActionableException(
                    "A <service> in <services> has no <name>.", "Set it to the name or ARN of the ECS service.");
        }
        return name;
    }

    /**
     * These, without what the command line sets for all services.
     *
     * @param given asked for the name of a parameter, or of a map's entry such as {@code environment.LOG_LEVEL}
     */
    ServiceParameters without(Predicate<String> given) {
        ServiceParameters rest = new ServiceParameters();
        rest.name = name;
        rest.cluster = given.test("cluster") ? null : cluster;
        rest.taskDefinition = given.test("taskDefinition") ? null : taskDefinition;
        rest.container = given.test("container") ? null : container;
        rest.environment = without(given, "environment", environment);
        rest.containerSecrets = without(given, "containerSecrets", containerSecrets);
        rest.command = given.test("command") ? null : command;
        rest.logOptions = without(given, "logOptions", logOptions);
        rest.cpu = given.test("cpu") ? null : cpu;
        rest.memory = given.test("memory") ? null : memory;
        rest.containers = containers;
        rest.desiredCount = given.test("desiredCount") ? null : desiredCount;
        rest.preDeployTask = preDeployTask;
        return rest;
    }

    private static Map<String, String> without(
            Predicate<String> given, String parameter, @Nullable Map<String, String> values) {
        Map<String, String> rest = new LinkedHashMap<>(AbstractBuilderMojo.given(values));
        rest.keySet().removeIf(key -> given.test(parameter + "." + key));
        return rest;
    }

    Optional<String> cluster() {
        return Optional.ofNullable(cluster);
    }

    Optional<String> taskDefinition() {
        return Optional.ofNullable(taskDefinition);
    }

    @Nullable
    Integer desiredCount(@Nullable Integer ofAll) {
        return desiredCount == null ? ofAll : desiredCount;
    }

    @Nullable
    PreDeployTaskParameters preDeployTask() {
        return preDeployTask;
    }

    /** @throws ActionableException when one of the elements cannot be what it says */
    RevisionSettings toRevisionSettings() {
        String place = "<services><service> '" + name() + "'";
        Map<String, String> variables = AbstractBuilderMojo.given(environment);
        return new RevisionSettings(
                Optional.ofNullable(container),
                Optional.ofNullable(cpu),
                Optional.ofNullable(memory),
                ContainerSettings.of(
                        variables,
                        ContainerParameters.secrets(place, variables, AbstractBuilderMojo.given(containerSecrets)),
                        ContainerParameters.command(command),
                        AbstractBuilderMojo.given(logOptions)),
                ContainerParameters.byName(AbstractBuilderMojo.given(containers)));
    }

    /**
     * Those that are meant: the one whose name stands in {@code <service>} too, else all.
     *
     * @throws ActionableException when there is none, or not of that name, or two are the same
     */
    static List<ServiceParameters> chosen(List<ServiceParameters> services, @Nullable String one) {
        List<String> names = services.stream().map(ServiceParameters::name).toList();
        if (names.isEmpty()) {
            throw new ActionableException(
                    "<services> is empty, so it is unclear what to deploy to.",
                    "Give it a <service> with a <name> for each ECS service that runs the image, or remove it.");
        }
        if (one == null) {
            return List.copyOf(services);
        }
        if (!names.contains(one)) {
            throw new ActionableException(
                    "<service> is '" + one + "', and <services> has " + String.join(", ", names) + ".",
                    DidYouMean.nearest(one, names)
                            .map(meant -> "Did you mean " + meant + "?")
                            .orElse("Beside <services>, <service> (-Decs.service) picks one of them."));
        }
        return services.stream().filter(each -> each.name().equals(one)).toList();
    }
}
