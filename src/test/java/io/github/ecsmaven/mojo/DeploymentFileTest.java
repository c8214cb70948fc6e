package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.ecsmaven.ecs.DeploymentStatus;
import io.github.ecsmaven.ecs.ServiceChange;
import io.github.ecsmaven.image.Digest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeploymentFileTest {
    private static final Digest DIGEST = new Digest("sha256:" + "1".repeat(64));
    private final ShopService shop = new ShopService();
    private final ServiceChange update =
            new ServiceChange.Update(shop.running(), shop.wanted(), ShopService.SHOP_12, List.of());

    @Test
    void tellsAllThatAwsTold() {
        assertThat(DeploymentFile.of(
                        update,
                        DeploymentStatus.SUCCEEDED,
                        ShopService.SHOP_13,
                        Optional.of("ecs-svc/101"),
                        Optional.of("arn:aws:ecs:eu-west-1:123456789012:service-deployment/prod/shop/d101"),
                        Optional.of(DIGEST)))
                .containsExactly(
                        entry("status", "succeeded"),
                        entry("cluster", "prod"),
                        entry("service", "shop"),
                        entry("serviceArn", "arn:aws:ecs:eu-west-1:123456789012:service/prod/shop"),
                        entry("taskDefinitionArn", ShopService.SHOP_13.value()),
                        entry("previousTaskDefinitionArn", ShopService.SHOP_12.value()),
                        entry("container", "app"),
                        entry("image", ShopService.IMAGE.toString()),
                        entry("deploymentId", "ecs-svc/101"),
                        entry(
                                "serviceDeploymentArn",
                                "arn:aws:ecs:eu-west-1:123456789012:service-deployment/prod/shop/d101"),
                        entry("confirmedDigest", DIGEST.value()));
    }

    @Test
    void leavesOutWhatAwsDidNotTell() {
        assertThat(DeploymentFile.of(
                        update,
                        DeploymentStatus.UNOBSERVED,
                        ShopService.SHOP_13,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .doesNotContainKeys("deploymentId", "serviceDeploymentArn", "confirmedDigest");
    }

    @Test
    void hasAWordForEveryEnd() {
        assertThat(Arrays.stream(DeploymentStatus.values()).map(this::statusOf))
                .containsExactly(
                        "succeeded",
                        "nothing-to-do",
                        "not-proven",
                        "scaled",
                        "task-failed",
                        "rolled-back",
                        "rollback-failed",
                        "superseded",
                        "stopped",
                        "failed",
                        "waiting-for-human",
                        "timed-out",
                        "unobserved");
    }

    private String statusOf(DeploymentStatus status) {
        return DeploymentFile.of(
                        update, status, ShopService.SHOP_13, Optional.empty(), Optional.empty(), Optional.empty())
                .get("status");
    }
}
