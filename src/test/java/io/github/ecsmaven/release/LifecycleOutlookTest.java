package io.github.ecsmaven.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.aws.AwsSettings;
import io.github.ecsmaven.ecr.EcrRegistry;
import io.github.ecsmaven.ecs.ImageSearch;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.sandbox.SdkClients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.EcsClient;

/** What stops a lifecycle policy, what is asked before, and what is said when that has no answer. */
class LifecycleOutlookTest extends LifecycleScenario {
    @Test
    void aPolicyInForceIsHeldAgainstWhatRunsAtEachDeploymentWithoutAPreview() {
        String old = image(3, "1.0");
        image(1, "1.1");
        isInForce(KEEP_ONE);
        ordersRuns(name(old));

        LifecycleOutlook outlook = look(question(KEEP_ONE));

        assertThat(asked("ecr")).doesNotContain("ecr:StartLifecyclePolicyPreview");
        assertThatThrownBy(() -> require(outlook)).hasMessageContaining("It is in force: ECR acts within a day.");
    }

    @Test
    void whereNothingGoesNobodyIsAsked() {
        ordersRuns(name(image(3, "1.0")));
        isInForce(KEEP_NINE);
        LifecycleQuestion question = question(KEEP_NINE);

        assertThat(look(question.beforePush(List.of(new Tag("1.1")))).isQuiet()).isTrue();

        assertThat(sandbox.requestLog().operations()).containsExactly("ecr:DescribeImages");
    }

    @Test
    void aPolicyThatTakesTooManyAtOnceIsStoppedByTheBrake() {
        image(1, "1.2");
        image(2, "1.1");
        image(3, "1.0");

        LifecycleOutlook outlook = look(question(KEEP_ONE));

        assertThat(outlook.percent()).isEqualTo(67);
        assertThatThrownBy(() -> outlook.require(OnReferencedImages.IGNORE, OptionalInt.of(66)))
                .hasMessageContaining("would take 2 of 3 images at once, 67 %, and <maxExpirePercent> is 66")
                .hasMessageContaining("-Decs.maxExpirePercent=67");
        assertThatCode(() -> outlook.require(OnReferencedImages.FAIL, OptionalInt.of(67)))
                .doesNotThrowAnyException();
        isInForce(KEEP_ONE);
        assertThatCode(() -> look(question(KEEP_ONE)).require(OnReferencedImages.FAIL, OptionalInt.of(0)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, 1, failed (FAILED)",
        "EXPIRED, 1, has expired before it could be read",
        "COMPLETE, 3600, has not ended after 120 seconds"
    })
    void withoutAPreviewNoPolicyIsPut(String end, int seconds, String reason) {
        image(1, "1.0");
        sandbox.ecr().previewsEnd(end);
        sandbox.ecr().previewsTake(Duration.ofSeconds(seconds));

        LifecycleOutlook outlook = look(question(KEEP_NINE));

        assertThatThrownBy(() -> require(outlook))
                .hasMessageContaining(reason)
                .hasMessageContaining("The policy was not put.")
                .hasMessageContaining("-Decs.onReferencedImages=warn");
        assertThat(outlook.noPreview()).isPresent();
        assertThatCode(() -> outlook.require(OnReferencedImages.WARN, OptionalInt.empty()))
                .doesNotThrowAnyException();
    }

    @Test
    void whileSomebodyElsesPreviewRunsNoPolicyIsPut() {
        image(1, "1.0");
        sandbox.ecr().previewsTake(Duration.ofHours(1));
        try (var somebody = SdkClients.ecr(sandbox)) {
            somebody.startLifecyclePolicyPreview(r -> r.repositoryName("shop")
                    .lifecyclePolicyText(policy(KEEP_ONE).toJson()));
        }

        assertThatThrownBy(() -> require(look(question(KEEP_NINE))))
                .hasMessageContaining("could not begin in 120 seconds, because others of the repository ran");
    }

    @Test
    void withoutPermissionForAPreviewNoPolicyIsPut() {
        image(1, "1.0");
        sandbox.identities().addUser(LIMITED, "limited", Set.of("ecr:StartLifecyclePolicyPreview"));
        LifecycleQuestion question = question(KEEP_NINE);
        properties.with("aws.accessKeyId", LIMITED);
        registry = EcrRegistry.of(
                new AwsSession(new AwsSettings(
                        Optional.of(sandbox.region()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(sandbox.endpoint()),
                        Optional.empty())),
                SHOP);

        assertThatThrownBy(() -> require(look(question)))
                .hasMessageContaining("may not ecr:StartLifecyclePolicyPreview")
                .hasMessageContaining("The policy was not put.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ecs:ListServices", "ecs:ListTasks", "ecs:ListServiceDeployments", "ecs:DescribeServiceRevisions"
            })
    void whatMayNotBeLookedAtIsNamed(String action) {
        ordersRuns(name(image(0, "1.1")));
        image(3, "1.0");
        sandbox.identities().addUser(LIMITED, "limited", Set.of(action));

        try (EcsClient limited = SdkClients.ecs(sandbox, SdkClients.user(LIMITED))) {
            LifecycleOutlook outlook = look(question(KEEP_ONE), limited);

            assertThat(outlook.unchecked()).isNotEmpty().allSatisfy(one -> {
                assertThat(one.what()).contains("'prod'");
                assertThat(one.why()).contains("may not " + action);
            });
            assertThatCode(() -> require(outlook)).doesNotThrowAnyException();
        }
    }

    @Test
    void aClusterThatIsNotThereIsNamed() {
        image(3, "1.0");
        image(1, "1.1");
        search = new ImageSearch(List.of("stagnig"), List.of(), OptionalInt.empty());

        assertThat(look(question(KEEP_ONE)).unchecked()).hasSize(2).allSatisfy(one -> assertThat(one.what())
                .contains("cluster 'stagnig'"));
    }

    @Test
    void withoutAClusterItIsSaidThatNobodyLooked() {
        image(3, "1.0");
        image(1, "1.1");
        search = new ImageSearch(List.of(), List.of(), OptionalInt.empty());

        assertThat(look(question(KEEP_ONE)).unchecked())
                .singleElement()
                .hasToString("Unchecked[what=which images ECS uses, why=no cluster is named.]");
    }

    @Test
    void ignoringIsNotLooking() {
        ordersRuns(name(image(3, "1.0")));
        image(1, "1.1");

        assertThat(look(question(KEEP_ONE).withoutEcs()).risks()).isEmpty();

        assertThat(asked("ecs")).isEmpty();
    }

    @Test
    void aPreviewThatDiffersFromOurOwnEvaluationIsNoticed() {
        image(13, "1.0");
        clock.advance(Duration.ofDays(2));
        guardsClock = () -> NOW;

        assertThat(look(question(A_FORTNIGHT)).previewDiffers()).isTrue();
        guardsClock = clock;
        assertThat(look(question(A_FORTNIGHT)).previewDiffers()).isFalse();
    }
}
