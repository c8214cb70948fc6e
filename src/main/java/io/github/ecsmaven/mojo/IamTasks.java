package io.github.ecsmaven.mojo;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.ecs.AwsAccount;
import io.github.ecsmaven.ecs.BaseRevision;
import io.github.ecsmaven.ecs.RevisionSettings;
import io.github.ecsmaven.ecs.RunningService;
import io.github.ecsmaven.ecs.SecretSource;
import io.github.ecsmaven.ecs.ServiceReference;
import io.github.ecsmaven.ecs.TaskDefinitionSource;
import io.github.ecsmaven.ecs.TaskResources;
import io.github.ecsmaven.iam.Place;
import io.github.ecsmaven.iam.VerifyFeature;
import io.github.ecsmaven.release.PermissionGap;
import io.github.ecsmaven.stack.ServiceBlueprint;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the tasks of a service will use, as far as that can be known.
 *
 * @param known family, roles, log groups and images
 * @param features what the service has besides, or may have as far as is known
 * @param unknown why {@code known} is empty
 */
record IamTasks(Optional<TaskResources> known, Set<VerifyFeature> features, Optional<PermissionGap> unknown) {
    private static final Set<VerifyFeature> ALL = EnumSet.allOf(VerifyFeature.class);

    /** Whether the service has target groups, or that is not known. */
    boolean mayHaveLoadBalancer() {
        return features.contains(VerifyFeature.TARGET_GROUPS);
    }

    /** A file says it by itself; anything else ECS knows. */
    static IamTasks of(
            IamPlace place,
            TaskDefinitionSource source,
            ServiceReference service,
            RevisionSettings settings,
            Supplier<AwsAccess> aws) {
        if (source instanceof TaskDefinitionSource.File file) {
            AwsAccount account = new AwsAccount(
                    place.home().partition(),
                    place.home().region(),
                    place.home().account());
            TaskResources resources =
                    BaseRevision.ofFile(file, service, account).resources(settings, account);
            return new IamTasks(Optional.of(resources), ALL, Optional.empty());
        }
        return place.asksAws() ? asked(source, service, settings, aws) : unknown("AWS was not asked.");
    }

    /** A service from nothing says it by itself too. */
    static IamTasks of(IamPlace place, NewService service, String coordinates) {
        Place home = place.home();
        AwsAccount account = new AwsAccount(home.partition(), home.region(), home.account());
        ServiceBlueprint blueprint = service.assumed(coordinates);
        List<String> roles = new ArrayList<>();
        service.taskRole().ifPresent(roles::add);
        roles.add(service.executionRole()
                .orElseGet(() -> home.role(service.names().executionRole(home.region()))));
        TaskResources resources = new TaskResources(
                service.service(),
                roles,
                List.of(new TaskResources.LogGroup(
                        home.region(), blueprint.task().logGroup().name())),
                List.of(),
                service.revision().ofContainer().secrets().values().stream()
                        .map(from -> SecretSource.parse(from, account))
                        .toList());
        Set<VerifyFeature> features = EnumSet.of(VerifyFeature.SUBNETS);
        if (blueprint.loadBalancing().isThere()) {
            features.add(VerifyFeature.TARGET_GROUPS);
        }
        return new IamTasks(Optional.of(resources), features, Optional.empty());
    }

    private static IamTasks asked(
            TaskDefinitionSource source, ServiceReference service, RevisionSettings settings, Supplier<AwsAccess> aws) {
        try {
            RunningService running = aws.get().ecs().services().describe(service);
            BaseRevision base = aws.get().ecs().taskDefinitions().read(source, running);
            return new IamTasks(
                    Optional.of(base.resources(settings, running.account())), features(running), Optional.empty());
        } catch (ActionableException e) {
            return unknown(e.problem());
        }
    }

    private static Set<VerifyFeature> features(RunningService running) {
        Set<VerifyFeature> features = EnumSet.noneOf(VerifyFeature.class);
        if (!running.targetGroupArns().isEmpty()) {
            features.add(VerifyFeature.TARGET_GROUPS);
        }
        if (!running.alarmNames().isEmpty()) {
            features.add(VerifyFeature.ALARMS);
        }
        if (running.network().isPresent()) {
            features.add(VerifyFeature.SUBNETS);
        }
        return features;
    }

    /** Where there is no service. */
    static IamTasks none() {
        return new IamTasks(Optional.empty(), Set.of(), Optional.empty());
    }

    private static IamTasks unknown(String reason) {
        return new IamTasks(Optional.empty(), ALL, Optional.of(new PermissionGap.TaskDefinition(reason)));
    }
}
