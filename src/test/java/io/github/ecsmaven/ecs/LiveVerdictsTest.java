package io.github.ecsmaven.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.aws.AwsSettings;
import io.github.ecsmaven.aws.SystemProperties;
import io.github.ecsmaven.ecs.DeploymentSettings.OnTimeout;
import io.github.ecsmaven.elb.ElbTargetGroups;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.logs.CloudWatchLogs;
import io.github.ecsmaven.sandbox.ecs.LiveShop;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verdicts on deployments of real containers, reached over HTTP; looks are ten times as frequent as they are in a build. */
@Tag("engine")
class LiveVerdictsTest {
    private static final int HASTE = 10;

    private final SystemProperties properties = new SystemProperties();
    private final RecordingListener listener = new RecordingListener();
    private LiveShop shop;
    private AwsSession session;
    private Runnable meanwhile = () -> {};

    @BeforeEach
    void open(@TempDir Path context) throws Exception {
        properties.with("aws.accessKeyId", Identities.CI).with("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
        shop = new LiveShop(context);
        session = new AwsSession(new AwsSettings(
                Optional.of(shop.sandbox.region()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(shop.sandbox.endpoint()),
                Optional.empty()));
    }

    @AfterEach
    void close() {
        session.close();
        properties.close();
        shop.close();
    }

    @Test
    void aVersionThatComesUpSucceeds() {
        serve(true);

        DeploymentOutcome outcome = deploy(shop.revision("echo two; " + LiveShop.SERVES));

        assertThat(outcome.status()).isEqualTo(DeploymentStatus.SUCCEEDED);
        assertThat(outcome.confirmedDigest()).isPresent();
    }

    @Test
    void aVersionThatCrashesIsRolledBackAndExplained() {
        serve(true);

        DeploymentFailedException failure = failing(shop.revision(LiveShop.CRASHES));

        assertThat(failure.status()).isEqualTo(DeploymentStatus.ROLLED_BACK);
        assertThat(failure.getMessage().lines().findFirst().orElseThrow())
                .contains("back to shop:1", "To fix: container shop ends with exit code 7");
        assertThat(failure)
                .hasMessageContaining("3 tasks stopped: Essential container in task exited (EssentialContainerExited)")
                .hasMessageContaining("| no database")
                .hasMessageContaining("Circuit breaker: 3 of 3 failed tasks");
    }

    @Test
    void withoutRollbackACrashIsAFailureThatECSLeavesBehind() {
        serve(false);

        DeploymentFailedException failure = failing(shop.revision(LiveShop.CRASHES));

        assertThat(failure.status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(failure).hasMessageContaining("To fix: container shop ends with exit code 7");
    }

    @Test
    void anImageThatWasNeverPushedIsNamed() {
        serve(true);
        String missing = shop.sandbox.registry() + "/shop:never-pushed";

        DeploymentFailedException failure = failing(shop.revision(LiveShop.SERVES, missing), missing);

        assertThat(failure.status()).isEqualTo(DeploymentStatus.ROLLED_BACK);
        assertThat(failure)
                .hasMessageContaining("To fix: the image that the task definition names is not in its repository")
                .hasMessageContaining("/shop:never-pushed: not found");
    }

    @Test
    void aHealthCheckThatFailsIsNamedWithItsPathAndCode() {
        serveBehindAHealthCheck();

        DeploymentFailedException failure = failing(shop.revision(LiveShop.SERVES));

        assertThat(failure.status()).isEqualTo(DeploymentStatus.ROLLED_BACK);
        assertThat(failure)
                .hasMessageContaining("To fix: the load balancer's health check does not get its answer")
                .hasMessageContaining("Health checks failed with these codes: [404]");
    }

    @Test
    void aFirstDeploymentThatCannotStartEndsTheWait() {
        String crashing = shop.revision(LiveShop.CRASHES);
        shop.create(crashing, true, Optional.empty());

        DeploymentFailedException failure = failing(crashing);

        assertThat(failure.status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(failure)
                .hasMessageContaining("To fix: container shop ends with exit code 7")
                .hasMessageContaining("| no database");
        assertThat(listener.heard).noneMatch(it -> it.startsWith("updating"));
    }

    @Test
    void aVersionThatIsNeverHealthyIsRolledBackAfterTheTimeout() {
        serveBehindAHealthCheck();
        DeploymentSettings settings = new DeploymentSettings(
                OptionalInt.empty(), false, Duration.ofSeconds(8), OnTimeout.ROLLBACK, 30, Optional.empty());

        DeploymentFailedException failure = catchThrowableOfType(
                DeploymentFailedException.class,
                () -> deploy(shop.revision("echo two; " + LiveShop.SERVES), shop.image, settings));

        assertThat(failure.status()).isEqualTo(DeploymentStatus.ROLLED_BACK);
        assertThat(failure)
                .hasMessageContaining("back to shop:1")
                .hasMessageContaining("This build asked for that, because it had not ended after 8 seconds");
    }

    @Test
    void anotherDeploymentThatTakesOverIsNamed() {
        serve(true);
        String theirs = shop.revision("echo theirs; " + LiveShop.SERVES);
        meanwhile = () -> shop.deploy(theirs);

        DeploymentFailedException failure = failing(shop.revision("sleep 1000"));

        assertThat(failure.status()).isEqualTo(DeploymentStatus.SUPERSEDED);
        assertThat(failure).hasMessageContaining("is being or was updated to shop:2");
    }

    private void serveBehindAHealthCheck() {
        String group = shop.sandbox
                .elb()
                .seedWebService(
                        "shop",
                        LiveShop.freePort(),
                        Map.of(
                                "HealthCheckPath", "/health",
                                "HealthCheckIntervalSeconds", "5",
                                "HealthCheckTimeoutSeconds", "2"));
        String healthy = shop.revision("mkdir -p /www; echo ok > /www/health; " + LiveShop.SERVES);
        shop.awaitStatus(shop.create(healthy, true, Optional.of(group)), "SUCCESSFUL");
    }

    private void serve(boolean rollback) {
        shop.awaitStatus(shop.create(LiveShop.SERVES, rollback), "SUCCESSFUL");
    }

    private DeploymentFailedException failing(String revision) {
        return failing(revision, shop.image);
    }

    private DeploymentFailedException failing(String revision, String image) {
        return catchThrowableOfType(
                DeploymentFailedException.class, () -> deploy(revision, image, DeploymentSettings.defaults()));
    }

    private DeploymentOutcome deploy(String revision) {
        return deploy(revision, shop.image, DeploymentSettings.defaults());
    }

    private DeploymentOutcome deploy(String revision, String image, DeploymentSettings settings) {
        RunningService service = new Services(shop.ecs).describe(new ServiceReference("prod", "shop"));
        TaskDefinitions definitions = new TaskDefinitions(shop.ecs);
        NewRevision wanted = definitions.compose(
                definitions.read(new TaskDefinitionSource.Arn(revision), service),
                new RevisionRequest(Optional.empty(), ImageReference.parse(image), Map.of(), Map.of()));
        ServiceChange change = new ServiceChanges(shop.ecs).decide(service, wanted, settings);
        Evidence evidence = new Evidence(CloudWatchLogs.of(session), new ElbTargetGroups(session));
        return new ServiceDeployer(
                        shop.ecs,
                        Clock.systemUTC(),
                        duration -> {
                            meanwhile.run();
                            meanwhile = () -> {};
                            Thread.sleep(duration.toMillis() / HASTE);
                        },
                        new Random(1),
                        evidence)
                .execute(change, settings, listener);
    }
}
