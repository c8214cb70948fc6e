package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ecs.DeploymentEvent;
import io.github.ecsmaven.ecs.DeploymentSnapshot.Progress;
import io.github.ecsmaven.ecs.PastDeployment;
import io.github.ecsmaven.ecs.RevisionRequest;
import io.github.ecsmaven.ecs.RunningRevision;
import io.github.ecsmaven.ecs.TargetHealth;
import io.github.ecsmaven.image.ImageReference;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ecs:status} prints: {@code src/test/resources/mojo/status-*.txt}. */
class StatusReportTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final ImageReference IMAGE =
            ImageReference.parse("123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1.4.0@sha256:" + "1".repeat(64));

    private final ShopService shop = new ShopService();

    @Test
    void aServiceThatRuns() {
        List<String> lines = new StatusReport(NOW)
                .service(shop.running(), Optional.of("https://shop.example/"))
                .revision(
                        revision(Map.of(
                                RevisionRequest.MAVEN_TAG,
                                "com.acme:shop:1.4.0",
                                RevisionRequest.COMMIT_TAG,
                                "1f2e3d4c5b6a79880123456789abcdef01234567")),
                        Optional.of(past("SUCCESSFUL", "", Duration.ofHours(27))))
                .underDeployment(List.of(progress(true, 2, 0, 0)))
                .targets(List.of(new TargetHealth("orders", Map.of("healthy", 2), List.of())))
                .deployments(List.of(
                        past("SUCCESSFUL", "", Duration.ofHours(27)),
                        past("ROLLBACK_SUCCESSFUL", "Circuit breaker triggered.", Duration.ofDays(3)),
                        past("PAINTED_BLUE", "", Duration.ofDays(9))))
                .events(List.of(
                        new DeploymentEvent(NOW.minusSeconds(60), "(service shop) has reached a steady state.")))
                .lines();

        GoldenFile.assertReads("status-runs.txt", String.join("\n", lines) + "\n");
    }

    @Test
    void aServiceUnderDeploymentWhoseHistoryMayNotBeRead() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("healthy", 2);
        counts.put("unhealthy", 1);
        List<String> lines = new StatusReport(NOW)
                .service(shop.running(), Optional.empty())
                .revision(revision(Map.of()), Optional.empty())
                .underDeployment(List.of(progress(true, 0, 1, 3), progress(false, 2, 0, 0)))
                .targets(List.of(
                        new TargetHealth("orders", counts, List.of("Health checks failed with these codes: [404]"))))
                .missing("Could not list the deployments: not authorized to perform ecs:ListServiceDeployments")
                .lines();

        GoldenFile.assertReads("status-deploying.txt", String.join("\n", lines) + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 seconds",
        "PT1S, 1 second",
        "PT59M59S, 59 minutes",
        "PT1H, 1 hour",
        "PT25H, 1 day 1 hour",
        "P3D, 3 days",
        "PT2H5M, 2 hours 5 minutes",
        "PT-3S, 0 seconds"
    })
    void agesHaveTwoUnits(Duration age, String words) {
        assertThat(StatusReport.inWords(age)).isEqualTo(words);
    }

    private static RunningRevision revision(Map<String, String> tags) {
        return new RunningRevision(ShopService.SHOP_13, "ACTIVE", Map.of("app", IMAGE), tags);
    }

    private static PastDeployment past(String status, String reason, Duration age) {
        return new PastDeployment(
                status, reason, NOW.minus(age), Optional.empty(), Optional.of(ShopService.SHOP_13), List.of(IMAGE));
    }

    private static Progress progress(boolean ours, int running, int pending, int failed) {
        return new Progress(
                "ecs-svc/101",
                ours,
                ours ? ShopService.SHOP_13 : ShopService.SHOP_12,
                2,
                pending,
                running,
                failed,
                "IN_PROGRESS");
    }
}
