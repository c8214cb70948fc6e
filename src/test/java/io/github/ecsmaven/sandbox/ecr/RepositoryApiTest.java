package io.github.ecsmaven.sandbox.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.AuthorizationData;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.InvalidTagParameterException;
import software.amazon.awssdk.services.ecr.model.KmsException;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotEmptyException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryPolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.Tag;
import software.amazon.awssdk.services.ecr.model.TooManyTagsException;

/** Repositories, their settings, tags and policies, through the SDK's client. */
class RepositoryApiTest {
    private static final String POLICY =
            "{\"Version\":\"2008-10-17\",\"Statement\":[{\"Sid\":\"pull\",\"Effect\":\"Allow\","
                    + "\"Principal\":\"*\",\"Action\":[\"ecr:BatchGetImage\"]}]}";

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private EcrClient ecr;

    @BeforeEach
    void connect() {
        ecr = SdkClients.ecr(sandbox);
    }

    @AfterEach
    void stop() {
        ecr.close();
        sandbox.close();
    }

    private Repository create(String name) {
        return ecr.createRepository(r -> r.repositoryName(name)).repository();
    }

    @Test
    void createsARepositoryWithEcrsDefaults() {
        Repository shop = create("team/shop");
        assertThat(shop.repositoryUri()).isEqualTo(sandbox.registry() + "/team/shop");
        assertThat(shop.repositoryArn()).isEqualTo("arn:aws:ecr:eu-west-1:123456789012:repository/team/shop");
        assertThat(shop.imageTagMutability()).isEqualTo(ImageTagMutability.MUTABLE);
        assertThat(shop.imageScanningConfiguration().scanOnPush()).isFalse();
        assertThat(shop.encryptionConfiguration().encryptionType()).isEqualTo(EncryptionType.AES256);
        assertThat(shop.createdAt()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void createsARepositoryWithEverySetting() {
        ecr.createRepository(r -> r.repositoryName("shop")
                .imageTagMutability("IMMUTABLE_WITH_EXCLUSION")
                .imageTagMutabilityExclusionFilters(
                        f -> f.filterType("WILDCARD").filter("dev-*"))
                .imageScanningConfiguration(s -> s.scanOnPush(true))
                .encryptionConfiguration(e -> e.encryptionType("KMS"))
                .tags(Tag.builder().key("team").value("shop").build()));
        Repository shop = ecr.describeRepositories(r -> r.repositoryNames("shop"))
                .repositories()
                .get(0);
        assertThat(shop.imageTagMutabilityAsString()).isEqualTo("IMMUTABLE_WITH_EXCLUSION");
        assertThat(shop.imageTagMutabilityExclusionFilters().get(0).filter()).isEqualTo("dev-*");
        assertThat(shop.imageScanningConfiguration().scanOnPush()).isTrue();
        assertThat(shop.encryptionConfiguration().kmsKey()).startsWith("arn:aws:kms:eu-west-1:123456789012:key/");
        assertThat(tags(shop))
                .containsExactly(Tag.builder().key("team").value("shop").build());
    }

    private List<Tag> tags(Repository repository) {
        return ecr.listTagsForResource(r -> r.resourceArn(repository.repositoryArn()))
                .tags();
    }

    @Test
    void refusesARepositoryThatExists() {
        create("shop");
        assertThatThrownBy(() -> create("shop"))
                .isInstanceOf(RepositoryAlreadyExistsException.class)
                .hasMessageContaining(
                        "The repository with name 'shop' already exists in the registry with id '123456789012'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shop", "s", "shop..api", "shop/", "/shop", "shop_", "shop api", "shop:1"})
    void refusesNamesOutsideEcrsForm(String name) {
        assertThatThrownBy(() -> create(name))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid parameter at 'repositoryName' failed to satisfy constraint");
    }

    @Test
    void refusesExclusionsThatTheModeDoesNotTake() {
        assertThatThrownBy(() -> ecr.createRepository(
                        r -> r.repositoryName("shop").imageTagMutability("IMMUTABLE_WITH_EXCLUSION")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> ecr.createRepository(r -> r.repositoryName("shop")
                        .imageTagMutability("IMMUTABLE")
                        .imageTagMutabilityExclusionFilters(
                                f -> f.filterType("WILDCARD").filter("dev-*"))))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> ecr.createRepository(r -> r.repositoryName("shop")
                        .imageTagMutability("IMMUTABLE_WITH_EXCLUSION")
                        .imageTagMutabilityExclusionFilters(
                                f -> f.filterType("WILDCARD").filter("*a*b*"))))
                .isInstanceOf(InvalidParameterException.class);
        assertThat(sandbox.ecr().repositoryNames()).isEmpty();
    }

    @Test
    void encryptsWithAKeyOfTheAccountByAnyOfItsNames() {
        String arn = sandbox.ecr().addKmsKey("alias/shop");
        List<String> names = List.of("alias/shop", arn, arn.substring(arn.indexOf('/') + 1));
        for (int i = 0; i < names.size(); i++) {
            assertThat(createEncrypted("shop-" + i, names.get(i))).isEqualTo(arn);
        }
        assertThat(createEncrypted("managed", "alias/aws/ecr")).startsWith("arn:aws:kms:eu-west-1:123456789012:key/");
    }

    private String createEncrypted(String name, String key) {
        return ecr.createRepository(r -> r.repositoryName(name)
                        .encryptionConfiguration(e -> e.encryptionType("KMS").kmsKey(key)))
                .repository()
                .encryptionConfiguration()
                .kmsKey();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "alias/gone | Alias arn:aws:kms:eu-west-1:123456789012:alias/gone is not found.",
                "12-ab | Key 'arn:aws:kms:eu-west-1:123456789012:key/12-ab' does not exist",
                "arn:aws:kms:eu-west-2:123456789012:key/12-ab | Key 'arn:aws:kms:eu-west-2:123456789012:key/12-ab' does",
            })
    void refusesAKeyThatDoesNotExist(String key, String sentence) {
        assertThatThrownBy(() -> createEncrypted("shop", key))
                .isInstanceOfSatisfying(
                        KmsException.class, e -> assertThat(e.kmsError()).isEqualTo("NotFoundException"))
                .hasMessageContaining(sentence);
        assertThat(sandbox.ecr().repositoryNames()).isEmpty();
    }

    @Test
    void refusesAKeyThatTheCallerMayNotUse() {
        String arn = sandbox.ecr().addKmsKey("alias/shop");
        sandbox.identities().addUser("AKIAWITHOUTKMSXXXXXX", "builder", Set.of("kms:*"));
        try (EcrClient builder = SdkClients.ecr(sandbox, SdkClients.user("AKIAWITHOUTKMSXXXXXX"))) {
            assertThatThrownBy(() -> builder.createRepository(
                            r -> r.repositoryName("shop").encryptionConfiguration(e -> e.encryptionType("KMS")
                                    .kmsKey(arn))))
                    .isInstanceOf(KmsException.class)
                    .hasMessageContaining("is not authorized to perform: kms:DescribeKey on resource: " + arn);
        }
    }

    @Test
    void refusesAKeyWithoutKms() {
        assertThatThrownBy(() -> ecr.createRepository(r -> r.repositoryName("shop")
                        .encryptionConfiguration(e -> e.encryptionType("AES256").kmsKey("alias/shop"))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void doesNotFindARepositoryThatIsNotThere() {
        assertThatThrownBy(() -> ecr.describeRepositories(r -> r.repositoryNames("shop")))
                .isInstanceOf(RepositoryNotFoundException.class)
                .hasMessageContaining(
                        "The repository with name 'shop' does not exist in the registry with id '123456789012'");
        create("shop");
        assertThatThrownBy(() ->
                        ecr.describeRepositories(r -> r.repositoryNames("shop").registryId("210987654321")))
                .isInstanceOf(RepositoryNotFoundException.class);
    }

    @Test
    void describesRepositoriesInPages() {
        IntStream.range(0, 5).forEach(i -> create("shop" + i));
        assertThat(ecr.describeRepositoriesPaginator(r -> r.maxResults(2)).repositories())
                .extracting(Repository::repositoryName)
                .containsExactly("shop0", "shop1", "shop2", "shop3", "shop4");
        assertThatThrownBy(() -> ecr.describeRepositories(r -> r.nextToken("foreign")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> ecr.describeRepositories(r -> r.maxResults(1001)))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() ->
                        ecr.describeRepositories(r -> r.repositoryNames("shop1").maxResults(1)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void deletesAFullRepositoryOnlyByForce() {
        create("shop");
        sandbox.ecr().seedImage("shop", Instant.now(), "1");
        assertThatThrownBy(() -> ecr.deleteRepository(r -> r.repositoryName("shop")))
                .isInstanceOf(RepositoryNotEmptyException.class);
        ecr.deleteRepository(r -> r.repositoryName("shop").force(true));
        assertThat(sandbox.ecr().repositoryNames()).isEmpty();
        assertThatThrownBy(() -> ecr.deleteRepository(r -> r.repositoryName("shop")))
                .isInstanceOf(RepositoryNotFoundException.class);
    }

    @Test
    void changesMutabilityAndScanning() {
        create("shop");
        ecr.putImageTagMutability(r -> r.repositoryName("shop").imageTagMutability("IMMUTABLE"));
        ecr.putImageScanningConfiguration(
                r -> r.repositoryName("shop").imageScanningConfiguration(s -> s.scanOnPush(true)));
        Repository shop = ecr.describeRepositories().repositories().get(0);
        assertThat(shop.imageTagMutability()).isEqualTo(ImageTagMutability.IMMUTABLE);
        assertThat(shop.imageScanningConfiguration().scanOnPush()).isTrue();
        assertThatThrownBy(() ->
                        ecr.putImageTagMutability(r -> r.repositoryName("nope").imageTagMutability("IMMUTABLE")))
                .isInstanceOf(RepositoryNotFoundException.class);
        assertThatThrownBy(() ->
                        ecr.putImageTagMutability(r -> r.repositoryName("shop").imageTagMutability("SOMETIMES")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void tagsAndUntags() {
        Repository shop = create("shop");
        ecr.tagResource(r -> r.resourceArn(shop.repositoryArn()).tags(tag("team", "shop"), tag("stage", "prod")));
        ecr.tagResource(r -> r.resourceArn(shop.repositoryArn()).tags(tag("stage", "test")));
        ecr.untagResource(r -> r.resourceArn(shop.repositoryArn()).tagKeys("team"));
        assertThat(tags(shop)).containsExactly(tag("stage", "test"));
    }

    @Test
    void refusesTagsThatEcrDoesNotTake() {
        Repository shop = create("shop");
        assertThatThrownBy(() ->
                        ecr.tagResource(r -> r.resourceArn(shop.repositoryArn()).tags(tag("aws:team", "shop"))))
                .isInstanceOf(InvalidTagParameterException.class);
        List<Tag> many =
                IntStream.range(0, 51).mapToObj(i -> tag("key" + i, "value")).toList();
        assertThatThrownBy(() ->
                        ecr.tagResource(r -> r.resourceArn(shop.repositoryArn()).tags(many)))
                .isInstanceOf(TooManyTagsException.class);
        assertThatThrownBy(() -> ecr.listTagsForResource(r -> r.resourceArn(shop.repositoryArn() + "s")))
                .isInstanceOf(RepositoryNotFoundException.class);
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void keepsARepositoryPolicyInARenderingOfItsOwn() {
        create("shop");
        assertThatThrownBy(() -> ecr.getRepositoryPolicy(r -> r.repositoryName("shop")))
                .isInstanceOf(RepositoryPolicyNotFoundException.class);
        ecr.setRepositoryPolicy(r -> r.repositoryName("shop").policyText(POLICY));
        String back = ecr.getRepositoryPolicy(r -> r.repositoryName("shop")).policyText();
        assertThat(back).isNotEqualTo(POLICY).contains("\"Sid\" : \"pull\"");
        ecr.deleteRepositoryPolicy(r -> r.repositoryName("shop"));
        assertThatThrownBy(() -> ecr.deleteRepositoryPolicy(r -> r.repositoryName("shop")))
                .isInstanceOf(RepositoryPolicyNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"ecr:*\"}]}",
                "{\"Statement\":[{\"Effect\":\"Maybe\",\"Principal\":\"*\",\"Action\":\"ecr:*\"}]}",
                "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"ecr:*\",\"Resource\":\"*\"}]}"
            })
    void refusesAPolicyThatIsNone(String policy) {
        create("shop");
        assertThatThrownBy(() ->
                        ecr.setRepositoryPolicy(r -> r.repositoryName("shop").policyText(policy)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid repository policy provided");
    }

    @Test
    void issuesATokenForTwelveHours() {
        AuthorizationData data = ecr.getAuthorizationToken().authorizationData().get(0);
        assertThat(new String(Base64.getDecoder().decode(data.authorizationToken())))
                .startsWith("AWS:");
        assertThat(data.proxyEndpoint()).isEqualTo("http://" + sandbox.registry());
        assertThat(Duration.between(Instant.now(), data.expiresAt()))
                .isBetween(Duration.ofMinutes(719), Duration.ofMinutes(720));
    }
}
