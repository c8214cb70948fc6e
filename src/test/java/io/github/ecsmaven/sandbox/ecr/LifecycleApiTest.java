package io.github.ecsmaven.sandbox.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyPreviewResponse;
import software.amazon.awssdk.services.ecr.model.ImageActionType;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageStatus;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.LayerAvailability;
import software.amazon.awssdk.services.ecr.model.LayerInaccessibleException;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewInProgressException;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewNotFoundException;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewResult;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewStatus;

/** Lifecycle policies: what ECR takes, what it gives back and what it would do. */
class LifecycleApiTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
    private EcrClient ecr;

    @BeforeEach
    void connect() {
        ecr = SdkClients.ecr(sandbox);
        sandbox.ecr().createRepository("shop");
    }

    @AfterEach
    void stop() {
        ecr.close();
        sandbox.close();
    }

    private static String rule(int priority, String selection) {
        return rule(priority, selection, "'type':'expire'");
    }

    private static String rule(int priority, String selection, String action) {
        return "{'rulePriority':" + priority + ",'selection':{" + selection + "},'action':{" + action + "}}";
    }

    private static String policy(String... rules) {
        String text = "{'rules':[" + String.join(",", rules) + "]}";
        return text.replace('\'', '"') + " ".repeat(Math.max(0, 100 - text.length()));
    }

    private static final String UNTAGGED_WEEK =
            "'tagStatus':'untagged','countType':'sinceImagePushed','countUnit':'days','countNumber':7";
    private static final String KEEP_TWO = "'tagStatus':'any','countType':'imageCountMoreThan','countNumber':2";

    private void put(String policy) {
        ecr.putLifecyclePolicy(r -> r.repositoryName("shop").lifecyclePolicyText(policy));
    }

    @Test
    void givesThePolicyBackSortedByPriority() {
        put(policy(rule(9, KEEP_TWO), rule(1, UNTAGGED_WEEK)));
        String back = ecr.getLifecyclePolicy(r -> r.repositoryName("shop")).lifecyclePolicyText();
        assertThat(back).startsWith("{\"rules\":[{\"rulePriority\":1,").contains("{\"rulePriority\":9,");
        ecr.deleteLifecyclePolicy(r -> r.repositoryName("shop"));
        assertThatThrownBy(() -> ecr.getLifecyclePolicy(r -> r.repositoryName("shop")))
                .isInstanceOf(LifecyclePolicyNotFoundException.class)
                .hasMessageContaining("Lifecycle policy does not exist for the repository with name 'shop' in the"
                        + " registry with id '123456789012'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'countType':'imageCountMoreThan','countNumber':2 | missing required properties ([\"tagStatus\"])",
                "'tagStatus':'old','countType':'imageCountMoreThan','countNumber':2 | instance value (old) not found",
                "'tagStatus':'any','countType':'imageCountMoreThan','countNumber':0 | lower than the required minimum",
                "'tagStatus':'any','countType':'imageCountMoreThan','countNumber':'2' | instance type (string)",
                "'tagStatus':'any','countType':'sometimes','countNumber':2 | matched 0 out of 2",
                "'tagStatus':'any','countType':'sinceImagePushed','countNumber':2 | matched 0 out of 2",
                "'tagStatus':'any','countType':'imageCountMoreThan','countUnit':'days','countNumber':2 | matched 0 out",
                "'tagStatus':'any','countType':'sinceImagePushed','countUnit':'weeks','countNumber':2 | (weeks)",
                "'tagStatus':'any','countType':'imageCountMoreThan','countNumber':2,'tagPrefixList':null | (null)",
                "'tagStatus':'any','countType':'imageCountMoreThan','countNumber':2,'x':1 | not allowed by the schema",
                "'tagStatus':'tagged','countType':'imageCountMoreThan','countNumber':2 | Must specify tagPrefixList",
                "'tagStatus':'tagged','tagPrefixList':['a'],'tagPatternList':['b*'],'countType':'imageCountMoreThan','countNumber':2 | not specify both",
                "'tagStatus':'untagged','tagPrefixList':['a'],'countType':'imageCountMoreThan','countNumber':2 | only be specified when tagStatus=TAGGED",
                "'tagStatus':'tagged','tagPatternList':['*a*b*c*d*'],'countType':'imageCountMoreThan','countNumber':2 | at most 4 wildcards",
                "'tagStatus':'any','countType':'sinceImagePulled','countUnit':'days','countNumber':2 | matched 0 out of 2"
            })
    void refusesSelectionsThatEcrDoesNotTake(String selection, String sentence) {
        assertThatThrownBy(() -> put(policy(rule(1, selection))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint:"
                        + " 'Lifecycle policy validation failure: ")
                .hasMessageContaining(sentence);
    }

    @Test
    void refusesRulesThatContradictOneAnother() {
        refuses(policy(rule(1, UNTAGGED_WEEK), rule(1, KEEP_TWO)), "priorities must be unique");
        refuses(
                policy(rule(1, UNTAGGED_WEEK), rule(2, UNTAGGED_WEEK)),
                "Only one rule can select Untagged images per storage class");
        refuses(
                policy(rule(1, KEEP_TWO), rule(2, UNTAGGED_WEEK)),
                "Rule for tagStatus=ANY must have the lowest priority per storage class");
        String prod = "'tagStatus':'tagged','tagPrefixList':['prod'],'countType':'imageCountMoreThan','countNumber':2";
        refuses(policy(rule(1, prod), rule(2, prod)), "[prod] is used by more than one rule");
    }

    private void refuses(String policy, String sentence) {
        assertThatThrownBy(() -> put(policy))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void refusesWhatIsNoPolicy() {
        refuses("not JSON" + " ".repeat(100), "Could not map policyString into LifecyclePolicy.");
        refuses("[]" + " ".repeat(100), "Could not map policyString into LifecyclePolicy.");
        refuses("{\"rules\":[]}" + " ".repeat(100), "array is too short");
        refuses("{\"rule\":[]}" + " ".repeat(100), "missing required properties ([\"rules\"])");
        refuses("{}", "Member must have length between 100 and 30720");
        refuses(policy(rule(1, KEEP_TWO, "'type':'expire','targetStorageClass':null")), "matched 0 out of 2");
        refuses(policy(rule(1, KEEP_TWO, "'type':'keep'")), "instance value (keep) not found in enum");
    }

    @Test
    void previewsOnTheInjectedClock() {
        String old = sandbox.ecr().seedImage("shop", NOW.minus(Duration.ofDays(8)));
        sandbox.ecr().seedImage("shop", NOW.minus(Duration.ofDays(7)));
        String overCount = sandbox.ecr().seedImage("shop", NOW.minus(Duration.ofDays(6)), "1");
        sandbox.ecr().seedImage("shop", NOW.minus(Duration.ofDays(1)), "2");
        start(policy(rule(1, UNTAGGED_WEEK), rule(2, KEEP_TWO)));
        assertThat(preview().status()).isEqualTo(LifecyclePolicyPreviewStatus.IN_PROGRESS);
        clock.advance(Duration.ofSeconds(1));
        assertThat(preview().status()).isEqualTo(LifecyclePolicyPreviewStatus.COMPLETE);
        assertThat(preview().previewResults())
                .extracting(LifecyclePolicyPreviewResult::imageDigest)
                .containsExactly(old);
        clock.advance(Duration.ofDays(2));
        sandbox.ecr().seedImage("shop", clock.instant(), "3");
        start(policy(rule(2, KEEP_TWO)));
        clock.advance(Duration.ofSeconds(1));
        assertThat(preview().previewResults())
                .extracting(LifecyclePolicyPreviewResult::imageDigest)
                .contains(old, overCount)
                .hasSize(3);
        assertThat(preview().summary().expiringImageTotalCount()).isEqualTo(3);
        assertThat(preview().previewResults().get(0).action().type()).isEqualTo(ImageActionType.EXPIRE);
        assertThat(preview().previewResults().get(0).appliedRulePriority()).isEqualTo(2);
        assertThat(sandbox.ecr().images("shop")).hasSize(5);
    }

    private void start(String policy) {
        ecr.startLifecyclePolicyPreview(r -> r.repositoryName("shop").lifecyclePolicyText(policy));
    }

    private GetLifecyclePolicyPreviewResponse preview() {
        return ecr.getLifecyclePolicyPreview(r -> r.repositoryName("shop"));
    }

    @Test
    void runsOnePreviewAtATime() {
        assertThatThrownBy(this::preview).isInstanceOf(LifecyclePolicyPreviewNotFoundException.class);
        assertThatThrownBy(() -> ecr.startLifecyclePolicyPreview(r -> r.repositoryName("shop")))
                .isInstanceOf(LifecyclePolicyNotFoundException.class);
        start(policy(rule(1, KEEP_TWO)));
        assertThatThrownBy(() -> start(policy(rule(1, KEEP_TWO))))
                .isInstanceOf(LifecyclePolicyPreviewInProgressException.class);
    }

    @Test
    void countsAnImageOfAnEarlierRuleButSparesIt() {
        // The newest three are under prod's rule; the last rule counts them, and may only take what prod's does not
        // match.
        sandbox.ecr().seedImage("shop", NOW.minusSeconds(10), "prod-1");
        sandbox.ecr().seedImage("shop", NOW.minusSeconds(20), "prod-2");
        String dev = sandbox.ecr().seedImage("shop", NOW.minusSeconds(30), "dev-1");
        sandbox.ecr().seedImage("shop", NOW.minusSeconds(40), "prod-3");
        String prod = "'tagStatus':'tagged','tagPrefixList':['prod'],'countType':'imageCountMoreThan','countNumber':9";
        put(policy(rule(1, prod), rule(2, KEEP_TWO)));
        assertThat(sandbox.ecr().applyLifecyclePolicy("shop")).containsExactly(dev);
        assertThat(sandbox.ecr().images("shop")).hasSize(3);
        assertThat(ecr.getLifecyclePolicy(r -> r.repositoryName("shop")).lastEvaluatedAt())
                .isEqualTo(NOW);
    }

    @Test
    void wantsEveryPatternOfARuleOnOneImage() {
        String both = sandbox.ecr().seedImage("shop", NOW.minus(Duration.ofDays(9)), "a-1", "b-1");
        sandbox.ecr().seedImage("shop", NOW.minus(Duration.ofDays(9)), "a-2");
        put(
                policy(
                        rule(
                                1,
                                "'tagStatus':'tagged','tagPatternList':['a*','*-1'],'countType':'sinceImagePushed','countUnit':'days','countNumber':7")));
        assertThat(sandbox.ecr().applyLifecyclePolicy("shop")).containsExactly(both);
    }

    @Test
    void archivesWhatNobodyPulled() {
        String idle = sandbox.ecr().seedImage("shop", NOW.minus(Duration.ofDays(40)), "1");
        put(policy(rule(
                1,
                "'tagStatus':'any','countType':'sinceImagePulled','countUnit':'days','countNumber':30",
                "'type':'transition','targetStorageClass':'archive'")));
        assertThat(sandbox.ecr().applyLifecyclePolicy("shop")).containsExactly(idle);
        assertThat(ecr.describeImages(r -> r.repositoryName("shop")).imageDetails())
                .isEmpty();
        assertThat(ecr.describeImages(r -> r.repositoryName("shop").filter(f -> f.imageStatus("ARCHIVED")))
                        .imageDetails())
                .hasSize(1);
    }

    private String archived() {
        String idle = sandbox.ecr().seedImage("shop", NOW.minus(Duration.ofDays(40)), "1");
        put(policy(rule(
                1,
                "'tagStatus':'any','countType':'sinceImagePulled','countUnit':'days','countNumber':30",
                "'type':'transition','targetStorageClass':'archive'")));
        sandbox.ecr().applyLifecyclePolicy("shop");
        return idle;
    }

    @Test
    void givesNeitherManifestNorLayersOfAnArchivedImage() {
        StoredImage image = sandbox.ecr().image("shop", archived()).orElseThrow();
        String blob = String.valueOf(image.manifest().config());
        var answer = ecr.batchGetImage(r -> r.repositoryName("shop").imageIds(i -> i.imageTag("1")));
        assertThat(answer.images()).isEmpty();
        assertThat(answer.failures()).singleElement().satisfies(failure -> assertThat(failure.failureCode())
                .isEqualTo(ImageFailureCode.IMAGE_INACCESSIBLE));
        assertThat(ecr.batchCheckLayerAvailability(r -> r.repositoryName("shop").layerDigests(blob))
                        .layers()
                        .get(0)
                        .layerAvailability())
                .isEqualTo(LayerAvailability.ARCHIVED);
        assertThatThrownBy(() ->
                        ecr.getDownloadUrlForLayer(r -> r.repositoryName("shop").layerDigest(blob)))
                .isInstanceOf(LayerInaccessibleException.class);
        assertThat(ecr.describeImages(r -> r.repositoryName("shop").imageIds(i -> i.imageTag("1")))
                        .imageDetails()
                        .get(0)
                        .imageStatus())
                .isEqualTo(ImageStatus.ARCHIVED);
    }

    @Test
    void leavesTheBlobsOfOtherImagesWhereTheyAre() {
        String digest = archived();
        sandbox.ecr().seedImage("shop", NOW, "2");
        StoredImage active = sandbox.ecr().image("shop", "2").orElseThrow();
        assertThat(active.digest()).isNotEqualTo(digest);
        assertThat(ecr.getDownloadUrlForLayer(r -> r.repositoryName("shop")
                                .layerDigest(active.manifest().config()))
                        .downloadUrl())
                .isNotEmpty();
    }
}
