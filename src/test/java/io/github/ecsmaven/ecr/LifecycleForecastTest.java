package io.github.ecsmaven.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.EcrClient;

/**
 * What a policy takes in the days to come. For arbitrary policies and repositories it is what the sandbox's ECR takes, which evaluates
 * day by day and knows nothing of ours.
 */
class LifecycleForecastTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final RepositoryName SHOP = new RepositoryName("shop");
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    private final SettableClock clock = new SettableClock(NOW);
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
    private EcrClient ecr;
    private EcrRegistry registry;

    @BeforeEach
    void connect() {
        ecr = SdkClients.ecr(sandbox);
        registry = EcrRegistry.of(ecr, Optional.empty(), (url, limit) -> new byte[0]);
        sandbox.ecr().createRepository("shop");
        sandbox.ecr().previewsTake(Duration.ZERO);
    }

    @AfterEach
    void close() {
        ecr.close();
        sandbox.close();
    }

    private RepositoryContents contents(RepositoryName repository) {
        ListedImages listed = new ListedImages(registry);
        return listed.withIndexes(repository, listed.of(repository));
    }

    private Set<Digest> until(LifecyclePolicy policy, Duration later) {
        return digests(LifecycleForecast.of(policy, contents(SHOP), NOW).until(NOW.plus(later)));
    }

    private static Set<Digest> digests(List<ImageExpiry> expiries) {
        return expiries.stream().map(expiry -> expiry.image().digest()).collect(Collectors.toSet());
    }

    private static LifecyclePolicy policy(String... rules) {
        return LifecyclePolicy.parse("{\"rules\":[" + String.join(",", rules).replace('\'', '"') + "]}");
    }

    private static String rule(int priority, String selection) {
        return "{'rulePriority':" + priority + ",'selection':{" + selection + "},'action':{'type':'expire'}}";
    }

    private Digest image(Duration age, String... tags) {
        return new Digest(sandbox.ecr().seedImage("shop", NOW.minus(age), tags));
    }

    @Test
    void anAgeIsReachedWithTheDays() {
        Digest old = image(Duration.ofDays(8));
        Digest soon = image(Duration.ofDays(3));
        Digest later = image(Duration.ofMinutes(1));
        image(Duration.ofDays(40), "1.0");
        LifecyclePolicy policy = policy(
                rule(1, "'tagStatus':'untagged','countType':'sinceImagePushed','countUnit':'days','countNumber':7"));

        assertThat(until(policy, Duration.ZERO)).containsExactly(old);
        assertThat(until(policy, Duration.ofDays(5))).containsExactlyInAnyOrder(old, soon);
        assertThat(until(policy, Duration.ofDays(30))).containsExactlyInAnyOrder(old, soon, later);
    }

    @Test
    void anImageOfAnEarlierRuleIsCountedByALaterOneAndLeftAlone() {
        image(Duration.ofDays(1), "prod-2");
        image(Duration.ofDays(3), "prod-1");
        image(Duration.ofDays(2), "dev-2");
        Digest over = image(Duration.ofDays(4), "dev-1");
        LifecyclePolicy policy = policy(
                rule(
                        1,
                        "'tagStatus':'tagged','tagPrefixList':['prod'],'countType':'imageCountMoreThan','countNumber':9"),
                rule(2, "'tagStatus':'any','countType':'imageCountMoreThan','countNumber':2"));

        assertThat(until(policy, Duration.ofDays(30))).containsExactly(over);
    }

    @Test
    void everyPrefixOfARuleHasToFit() {
        Digest both = image(Duration.ofDays(9), "a-1", "b-1");
        image(Duration.ofDays(9), "a-2");
        LifecyclePolicy policy = policy(
                rule(
                        1,
                        "'tagStatus':'tagged','tagPrefixList':['a','b'],'countType':'sinceImagePushed','countUnit':'days','countNumber':7"));

        assertThat(until(policy, Duration.ZERO)).containsExactly(both);
    }

    @Test
    void whatALivingIndexNamesStays() {
        Digest child = image(Duration.ofDays(9));
        Digest alone = image(Duration.ofDays(9));
        index("1.0", child);
        LifecyclePolicy policy = policy(
                rule(1, "'tagStatus':'untagged','countType':'sinceImagePushed','countUnit':'days','countNumber':7"));

        assertThat(until(policy, Duration.ofDays(30))).containsExactly(alone);
    }

    @Test
    void aPushMovesTagsAndOldImagesOut() {
        Digest snapshot = image(Duration.ofDays(1), "1.0-SNAPSHOT");
        Digest first = image(Duration.ofDays(2), "c-1");
        RepositoryContents after = contents(SHOP)
                .withPush(new ListedImage(
                        new Digest("sha256:" + "9".repeat(64)),
                        List.of("1.0-SNAPSHOT", "c-3"),
                        NOW,
                        false,
                        Optional.empty(),
                        Optional.empty()));
        LifecyclePolicy policy = policy(
                rule(1, "'tagStatus':'tagged','tagPrefixList':['c-'],'countType':'imageCountMoreThan','countNumber':1"),
                rule(2, "'tagStatus':'untagged','countType':'sinceImagePushed','countUnit':'days','countNumber':7"));

        LifecycleForecast forecast = LifecycleForecast.of(policy, after, NOW);

        assertThat(digests(forecast.until(NOW))).containsExactly(first);
        assertThat(digests(forecast.until(NOW.plus(Duration.ofDays(7))))).containsExactlyInAnyOrder(first, snapshot);
    }

    @Test
    void aRuleThatCountsInAnUnknownWayIsNamed() {
        image(Duration.ofDays(9));
        LifecyclePolicy policy = LifecyclePolicy.ofEcr("{\"rules\":["
                + rule(4, "'tagStatus':'any','countType':'sinceImageAdmired','countNumber':1")
                        .replace('\'', '"') + "]}");

        LifecycleForecast forecast = LifecycleForecast.of(policy, contents(SHOP), NOW);

        assertThat(forecast.unknownRules()).containsExactly(4);
        assertThat(forecast.expiries()).isEmpty();
    }

    @Test
    void arbitraryPoliciesTakeWhatTheSandboxTakesNowAndLater() {
        int compared = 0;
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            String name = "shop-" + seed;
            sandbox.ecr().createRepository(name);
            fill(name, random);
            LifecyclePolicy policy = policy(rules(random));
            RepositoryName repository = new RepositoryName(name);
            Instant start = clock.instant();
            LifecycleForecast forecast = LifecycleForecast.of(policy, contents(repository), start);
            for (int days : new int[] {0, 7, 30}) {
                clock.advance(Duration.between(clock.instant(), start.plus(Duration.ofDays(days))));

                assertThat(digests(forecast.until(clock.instant())))
                        .as("seed %s, day %s, %s", seed, days, policy)
                        .isEqualTo(taken(repository, policy));
            }
            compared += forecast.until(clock.instant()).size();
        }
        assertThat(compared).isGreaterThan(50);
    }

    private Set<Digest> taken(RepositoryName repository, LifecyclePolicy policy) {
        LifecyclePreview preview = new LifecyclePreviews(registry, clock, pause -> {}).of(repository, policy);
        return ((LifecyclePreview.Complete) preview)
                .images().stream().map(LifecyclePreview.Taken::image).collect(Collectors.toSet());
    }

    private void fill(String repository, Random random) {
        List<Digest> seeded = new ArrayList<>();
        int images = random.nextInt(14);
        for (int number = 0; number < images; number++) {
            int own = number;
            String[] tags = IntStream.range(0, random.nextInt(3))
                    .mapToObj(tag -> List.of("c-", "v1.", "dev-", "x").get(random.nextInt(4)) + own + "." + tag)
                    .toArray(String[]::new);
            // Never on the second of a limit, where ECR's own border is not documented.
            Duration age = Duration.ofHours(random.nextInt(45 * 24)).plusSeconds(1 + random.nextInt(3000));
            seeded.add(new Digest(
                    sandbox.ecr().seedImage(repository, clock.instant().minus(age), tags)));
        }
        if (images > 2 && random.nextBoolean()) {
            index(repository, "multi", seeded.subList(0, 2));
        }
    }

    private void index(String tag, Digest child) {
        index("shop", tag, List.of(child));
    }

    private void index(String repository, String tag, List<Digest> children) {
        String manifests = children.stream()
                .map(child -> "{\"mediaType\":\"" + MANIFEST + "\",\"size\":2,\"digest\":\"" + child + "\"}")
                .collect(Collectors.joining(","));
        ecr.putImage(r -> r.repositoryName(repository)
                .imageTag(tag)
                .imageManifestMediaType(INDEX)
                .imageManifest(
                        "{\"schemaVersion\":2,\"mediaType\":\"" + INDEX + "\",\"manifests\":[" + manifests + "]}"));
    }

    private static String[] rules(Random random) {
        List<String> rules = new ArrayList<>();
        List<String> prefixes = new ArrayList<>(List.of(
                "'tagPrefixList':['c-']",
                "'tagPrefixList':['v','dev']",
                "'tagPatternList':['v*.0']",
                "'tagPatternList':['*-*','*.1']",
                "'tagPrefixList':['x']"));
        int tagged = random.nextInt(4);
        for (int number = 0; number < tagged; number++) {
            rules.add("'tagStatus':'tagged'," + prefixes.remove(random.nextInt(prefixes.size())));
        }
        if (random.nextBoolean()) {
            rules.add(random.nextInt(rules.size() + 1), "'tagStatus':'untagged'");
        }
        if (rules.isEmpty() || random.nextBoolean()) {
            rules.add("'tagStatus':'any'");
        }
        return IntStream.range(0, rules.size())
                .mapToObj(number -> rule(number * 10 + 1, rules.get(number) + "," + count(random)))
                .toArray(String[]::new);
    }

    private static String count(Random random) {
        return random.nextBoolean()
                ? "'countType':'imageCountMoreThan','countNumber':" + (1 + random.nextInt(4))
                : "'countType':'sinceImagePushed','countUnit':'days','countNumber':" + (1 + random.nextInt(35));
    }
}
