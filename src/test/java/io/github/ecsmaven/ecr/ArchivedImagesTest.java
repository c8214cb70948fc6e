package io.github.ecsmaven.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.EcrClient;

class ArchivedImagesTest {
    private static final RepositoryName SHOP = new RepositoryName("shop");
    private static final Tag TAG = new Tag("1.4");

    @Test
    void saysHowAnArchivedImageComesBack() {
        SettableClock clock = new SettableClock(Instant.parse("2026-11-21T12:00:00Z"));
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
                EcrClient ecr = SdkClients.ecr(sandbox)) {
            sandbox.ecr().createRepository("shop");
            sandbox.ecr().seedImage("shop", clock.instant(), TAG.value());
            ecr.putLifecyclePolicy(r -> r.repositoryName("shop")
                    .lifecyclePolicyText("{\"rules\":[{\"rulePriority\":1,\"selection\":{\"tagStatus\":\"any\","
                            + "\"countType\":\"sinceImagePulled\",\"countUnit\":\"days\",\"countNumber\":30},"
                            + "\"action\":{\"type\":\"transition\",\"targetStorageClass\":\"archive\"}}]}"));
            clock.advance(Duration.ofDays(31));
            sandbox.ecr().applyLifecyclePolicy("shop");

            PublishedImages images =
                    new PublishedImages(EcrRegistry.of(ecr, Optional.empty(), (url, limit) -> new byte[0]));
            assertThat(images.digestOf(SHOP, TAG)).isPresent();
            assertThatThrownBy(() -> images.find(SHOP, TAG))
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContaining("An image of ECR repository 'shop' cannot be read")
                    .hasMessageContaining("aws ecr update-image-storage-class --repository-name shop"
                            + " --target-storage-class STANDARD --image-id imageTag=1.4");
        }
    }
}
