package io.github.ecsmaven.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ecr.LifecyclePreview.Reason;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Faults;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecr.EcrClient;

/** A preview of a policy, and everything that comes between. */
class LifecyclePreviewsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final RepositoryName SHOP = new RepositoryName("shop");
    private static final String LIMITED = "AKIALIMITED7EXAMPLE";
    private static final LifecyclePolicy KEEP_TWO = keep(2);
    private static final LifecyclePolicy KEEP_THREE = keep(3);

    private final SettableClock clock = new SettableClock(NOW);
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
    private final List<Duration> pauses = new ArrayList<>();
    private EcrClient ecr;

    @BeforeEach
    void fourImages() {
        ecr = SdkClients.ecr(sandbox);
        sandbox.ecr().createRepository("shop");
        for (int number = 1; number <= 4; number++) {
            sandbox.ecr().seedImage("shop", NOW.minus(Duration.ofDays(number)), "c-" + number);
        }
        sandbox.ecr().previewsTake(Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        ecr.close();
        sandbox.close();
    }

    private static LifecyclePolicy keep(int images) {
        return LifecyclePolicy.of(List.of(new LifecycleRule(
                LifecycleRule.Selection.ANY,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(images),
                Optional.empty())));
    }

    private LifecyclePreview preview(EcrClient client) {
        EcrRegistry registry = EcrRegistry.of(client, Optional.empty(), (url, limit) -> new byte[0]);
        return new LifecyclePreviews(registry, clock, pause -> {
                    pauses.add(pause);
                    clock.advance(pause);
                })
                .of(SHOP, KEEP_TWO);
    }

    private LifecyclePreview preview() {
        return preview(ecr);
    }

    private void someoneElseTries(LifecyclePolicy policy) {
        ecr.startLifecyclePolicyPreview(r -> r.repositoryName("shop").lifecyclePolicyText(policy.toJson()));
    }

    private static int images(LifecyclePreview preview) {
        return ((LifecyclePreview.Complete) preview).images().size();
    }

    private static LifecyclePreview.Missing missing(LifecyclePreview preview) {
        return (LifecyclePreview.Missing) preview;
    }

    private long starts() {
        return sandbox.requestLog().operations().stream()
                .filter("ecr:StartLifecyclePolicyPreview"::equals)
                .count();
    }

    @Test
    void saysWhatTheRulesTake() {
        LifecyclePreview.Complete preview = (LifecyclePreview.Complete) preview();

        assertThat(preview.images()).hasSize(2).allSatisfy(taken -> {
            assertThat(taken.rule()).isEqualTo(1);
            assertThat(taken.archives()).isFalse();
        });
        assertThat(pauses).isNotEmpty().allSatisfy(pause -> assertThat(pause).isLessThan(Duration.ofSeconds(4)));
        assertThat(sandbox.ecr().lifecyclePolicy("shop")).isNull();
    }

    @Test
    void readsAllPages() {
        for (int number = 0; number < 230; number++) {
            sandbox.ecr().seedImage("shop", NOW.minus(Duration.ofDays(9)).minusSeconds(number));
        }

        assertThat(images(preview())).isEqualTo(232);
    }

    @Test
    void waitsForSomebodyElsesAndDoesNotTakeItForItsOwn() {
        someoneElseTries(KEEP_THREE);

        assertThat(images(preview())).isEqualTo(2);
        assertThat(starts()).isEqualTo(3);
    }

    @Test
    void takesSomebodyElsesForItsOwnWhenItIsOfTheSamePolicy() {
        someoneElseTries(KEEP_TWO);

        assertThat(images(preview())).isEqualTo(2);
        assertThat(starts()).isEqualTo(2);
    }

    @Test
    void startsItsOwnWhereThatOfSomebodyElseFailed() {
        sandbox.ecr().previewsEnd("FAILED");
        someoneElseTries(KEEP_TWO);
        sandbox.ecr().previewsEnd("COMPLETE");

        assertThat(images(preview())).isEqualTo(2);
    }

    @Test
    void aPreviewThatFailsIsNone() {
        sandbox.ecr().previewsEnd("FAILED");

        LifecyclePreview.Missing missing = missing(preview());

        assertThat(missing.reason()).isEqualTo(Reason.FAILED);
        assertThat(missing.why())
                .hasMessageContaining("ECR's preview of the lifecycle policy of repository 'shop' failed")
                .hasMessageContaining("aws ecr get-lifecycle-policy-preview --repository-name shop");
    }

    @Test
    void aPreviewThatExpiresIsNone() {
        sandbox.ecr().previewsEnd("EXPIRED");

        assertThat(missing(preview()).reason()).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void isNotWaitedForForEver() {
        sandbox.ecr().previewsTake(Duration.ofHours(1));

        LifecyclePreview.Missing missing = missing(preview());

        assertThat(missing.reason()).isEqualTo(Reason.TIMED_OUT);
        assertThat(missing.why()).hasMessageContaining("has not ended after 120 seconds");
        assertThat(Duration.between(NOW, clock.instant())).isLessThan(Duration.ofMinutes(3));
    }

    @Test
    void saysWhenOthersNeverLeaveRoomForIt() {
        sandbox.ecr().previewsTake(Duration.ofHours(1));
        someoneElseTries(KEEP_THREE);

        assertThat(missing(preview()).why()).hasMessageContaining("could not begin in 120 seconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecr:StartLifecyclePolicyPreview", "ecr:GetLifecyclePolicyPreview"})
    void aMissingPermissionIsNamed(String action) {
        sandbox.identities().addUser(LIMITED, "limited", Set.of(action));

        try (EcrClient limited = SdkClients.ecr(sandbox, SdkClients.user(LIMITED))) {
            LifecyclePreview.Missing missing = missing(preview(limited));

            assertThat(missing.reason()).isEqualTo(Reason.DENIED);
            assertThat(missing.why()).hasMessageContaining("may not " + action).hasMessageContaining("\"Action\"");
        }
    }

    @Test
    void anyOtherRefusalIsTold() {
        sandbox.faults()
                .add(
                        "ecr:StartLifecyclePolicyPreview",
                        1,
                        new Faults.Effect.Fail(AwsError.badRequest("ValidationException", "not today")));

        LifecyclePreview.Missing missing = missing(preview());

        assertThat(missing.reason()).isEqualTo(Reason.REFUSED);
        assertThat(missing.why()).hasMessageContaining("not today");
    }

    @Test
    void anInterruptEndsTheWait() {
        EcrRegistry registry = EcrRegistry.of(ecr, Optional.empty(), (url, limit) -> new byte[0]);
        LifecyclePreview preview = new LifecyclePreviews(registry, clock, pause -> {
                    throw new InterruptedException();
                })
                .of(SHOP, KEEP_TWO);

        assertThat(missing(preview).reason()).isEqualTo(Reason.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
    }
}
