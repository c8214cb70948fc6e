package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.sandbox.ecs.ExpressWorld;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.ecs.EcsClient;

/** The whole way of an Express service from nothing to its end, as the goals go it. */
abstract class ExpressScenario {
    static final ServiceReference ORDERS = new ServiceReference("default", "orders");
    static final Map<String, String> TAGS = Map.of("ecs-maven-plugin:service", "default/orders");
    static final Map.Entry<String, String> OWNER = TAGS.entrySet().iterator().next();
    static final String ONE = "registry/orders:1@sha256:" + "1".repeat(64);
    static final String TWO = "registry/orders:2@sha256:" + "2".repeat(64);

    final ExpressWorld world = new ExpressWorld();
    final RecordingListener listener = new RecordingListener();
    EcsClient ecs = world.ecs;

    @AfterEach
    void close() {
        world.close();
    }

    static ExpressSettings settings() {
        return new ExpressSettings(
                "/health",
                Optional.of(8080),
                Optional.empty(),
                Optional.empty(),
                ExpressWorld.EXECUTION_ROLE,
                ExpressWorld.INFRASTRUCTURE_ROLE,
                Optional.empty(),
                List.of(),
                List.of(),
                ExpressScaling.NONE,
                Map.of(),
                Map.of(),
                Optional.empty());
    }

    static ExpressSettings withEnvironment(Map<String, String> environment) {
        ExpressSettings plain = settings();
        return new ExpressSettings(
                plain.healthCheckPath(),
                plain.containerPort(),
                plain.cpu(),
                plain.memory(),
                plain.executionRole(),
                plain.infrastructureRole(),
                plain.taskRole(),
                plain.subnets(),
                plain.securityGroups(),
                plain.scaling(),
                environment,
                plain.secrets(),
                plain.command());
    }

    WantedExpress wanted(String image) {
        return wanted(image, settings());
    }

    WantedExpress wanted(String image, ExpressSettings settings) {
        return new WantedExpress(ORDERS, settings, ImageReference.parse(image), TAGS);
    }

    ExpressChange decide(WantedExpress wanted) {
        return new ExpressServices(ecs).decide(wanted, DeploymentSettings.defaults());
    }

    ExpressOutcome deploy(String image) {
        return deploy(wanted(image));
    }

    ExpressOutcome deploy(WantedExpress wanted) {
        return execute(decide(wanted), false);
    }

    ExpressOutcome execute(ExpressChange change, boolean rolesAreNew) {
        return new ExpressDeployer(ecs, world.clock(), world::pass, new Random(1), Evidence.none())
                .execute(change, rolesAreNew, DeploymentSettings.defaults(), listener);
    }

    ActionableException refused(WantedExpress wanted) {
        return catchThrowableOfType(ActionableException.class, () -> deploy(wanted));
    }

    DeploymentFailedException failing(String image) {
        return catchThrowableOfType(DeploymentFailedException.class, () -> deploy(image));
    }

    ExpressRemoval removal() {
        return new ExpressRemoval(ecs, world.clock(), world::pass);
    }

    /** Somebody who may not do everything. */
    void denying(String... actions) {
        ecs = world.deniedTo(actions);
    }
}
