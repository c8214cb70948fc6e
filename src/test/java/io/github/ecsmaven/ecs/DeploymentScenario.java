package io.github.ecsmaven.ecs;

import static io.github.ecsmaven.ecs.FakeEcs.SHOP;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.ImageReference;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The whole way from a service to the end of its deployment, as a goal goes it. */
abstract class DeploymentScenario {
    static final String ONE = "127.0.0.1:5000/shop:1@sha256:" + "1".repeat(64);
    static final String TWO = "127.0.0.1:5000/shop:2@sha256:" + "2".repeat(64);
    static final String THREE = "127.0.0.1:5000/shop:3@sha256:" + "3".repeat(64);
    static final String OURS = "ecs-svc/102";

    final FakeEcs ecs = FakeEcs.running(FakeEcs.shop(ONE));
    final RecordingListener listener = new RecordingListener();
    Evidence evidence = Evidence.none();

    ActionableException refused() {
        return catchThrowableOfType(ActionableException.class, () -> deploy(TWO));
    }

    DeploymentFailedException failing(String image) {
        return catchThrowableOfType(DeploymentFailedException.class, () -> deploy(image));
    }

    DeploymentOutcome deploy(String image) {
        return deploy(ecs, image, DeploymentSettings.defaults());
    }

    DeploymentOutcome deploy(FakeEcs ecs, String image, DeploymentSettings settings) {
        return execute(ecs, decide(ecs, image, settings), settings);
    }

    ServiceChange decide(FakeEcs ecs, String image, DeploymentSettings settings) {
        RunningService service = new Services(ecs).describe(SHOP);
        TaskDefinitions taskDefinitions = new TaskDefinitions(ecs);
        NewRevision wanted = taskDefinitions.compose(
                taskDefinitions.read(new TaskDefinitionSource.RunsNow(), service),
                new RevisionRequest(Optional.empty(), ImageReference.parse(image), Map.of(), Map.of()));
        return new ServiceChanges(ecs).decide(service, wanted, settings);
    }

    DeploymentOutcome execute(FakeEcs ecs, ServiceChange change, DeploymentSettings settings) {
        return new ServiceDeployer(ecs, ecs.clock, ecs.clock, new Random(1), evidence)
                .execute(change, settings, listener);
    }
}
