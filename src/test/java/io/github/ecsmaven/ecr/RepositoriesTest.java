package io.github.ecsmaven.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.KmsException;

class RepositoriesTest {
    private static final RepositoryLocation SHOP = RepositoryLocation.of(new RepositoryName("team/shop"));
    private static final TagMutability IMMUTABLE_BUT_DEV =
            new TagMutability(TagMutability.Mode.IMMUTABLE_WITH_EXCLUSION, List.of("dev-*"));
    private static final String POLICY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"ecr:BatchGetImage\"}]}";

    private final FakeEcr ecr = new FakeEcr();
    private final Repositories repositories = new Repositories(registry(ecr));

    private static EcrRegistry registry(FakeEcr ecr) {
        return EcrRegistry.of(ecr, Optional.empty(), (url, limit) -> new byte[0]);
    }

    @Test
    void createsAMissingRepositoryWithEverythingThatTheUserSets() {
        RepositorySettings wanted = new RepositorySettings(
                true,
                Optional.of(IMMUTABLE_BUT_DEV),
                Optional.of(new Encryption(Encryption.Type.KMS, Optional.of("alias/shop"))),
                Optional.of(true),
                Map.of("team", "shop"),
                Optional.of(POLICY));

        RepositoryChange change = repositories.decide(SHOP, wanted);
        assertThat(change).isEqualTo(new RepositoryChange.Create(SHOP, wanted));
        assertThat(ecr.writes).isEmpty();

        Repository repository = repositories.apply(change);
        assertThat(repository.uri()).hasToString(FakeEcr.HOST + "/team/shop");
        assertThat(repository.mutability()).isEqualTo(IMMUTABLE_BUT_DEV);
        assertThat(repository.encryption()).contains(new Encryption(Encryption.Type.KMS, Optional.of("alias/shop")));
        assertThat(repository.scanOnPush()).contains(true);
        assertThat(repository.region()).contains("eu-west-1");
        assertThat(ecr.tags.get(FakeEcr.arn("team/shop"))).containsEntry("team", "shop");
        assertThat(ecr.policies).containsEntry("team/shop", POLICY);
        assertThat(repositories.decide(SHOP, wanted)).isInstanceOf(RepositoryChange.None.class);
    }

    @Test
    void leavesAnExistingRepositoryAloneWhenTheUserSetsNothing() {
        ecr.withRepository("team/shop", it -> it.imageTagMutability(ImageTagMutability.IMMUTABLE));
        RepositoryChange change = repositories.decide(SHOP, RepositorySettings.defaults());
        assertThat(change).isInstanceOf(RepositoryChange.None.class);
        assertThat(repositories.apply(change).mutability().mode()).isEqualTo(TagMutability.Mode.IMMUTABLE);
        assertThat(ecr.writes).isEmpty();
    }

    @Test
    void changesOnlyTheSettingsThatDiffer() {
        ecr.withRepository("team/shop");
        RepositorySettings wanted = new RepositorySettings(
                true,
                Optional.of(TagMutability.of(TagMutability.Mode.MUTABLE)),
                Optional.empty(),
                Optional.of(true),
                Map.of(),
                Optional.empty());
        RepositoryChange change = repositories.decide(SHOP, wanted);
        assertThat(((RepositoryChange.Modify) change).changes())
                .containsExactly(new SettingChange.ScanOnPush(Optional.of(false), true));
        assertThat(repositories.apply(change).scanOnPush()).contains(true);
        assertThat(ecr.writes).containsExactly("scanning team/shop");
        assertThat(repositories.decide(SHOP, wanted)).isInstanceOf(RepositoryChange.None.class);
    }

    @Test
    void changesMutabilityAndForgetsExclusionsThatAreGone() {
        ecr.withRepository("team/shop", it -> it.imageTagMutability(ImageTagMutability.IMMUTABLE_WITH_EXCLUSION)
                .imageTagMutabilityExclusionFilters(
                        filter -> filter.filterType("WILDCARD").filter("dev-*")));
        RepositorySettings wanted = new RepositorySettings(
                true,
                Optional.of(TagMutability.of(TagMutability.Mode.IMMUTABLE)),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty());
        Repository repository = repositories.apply(repositories.decide(SHOP, wanted));
        assertThat(repository.mutability().exclusions()).isEmpty();
        assertThat(repositories.decide(SHOP, wanted)).isInstanceOf(RepositoryChange.None.class);
    }

    @Test
    void putsMissingTagsAndLeavesOthersAlone() {
        ecr.withRepository("team/shop");
        ecr.tags.put(
                FakeEcr.arn("team/shop"),
                new java.util.TreeMap<>(Map.of("owner", "ops", "team", "old", "same", "same")));
        RepositorySettings wanted = new RepositorySettings(
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of("team", "shop", "same", "same"),
                Optional.empty());
        RepositoryChange change = repositories.decide(SHOP, wanted);
        assertThat(((RepositoryChange.Modify) change).changes())
                .containsExactly(new SettingChange.Tags(Map.of("team", "old"), Map.of("team", "shop")));
        repositories.apply(change);
        assertThat(ecr.tags.get(FakeEcr.arn("team/shop")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("owner", "ops", "team", "shop", "same", "same"));
    }

    @Test
    void comparesTheRepositoryPolicyByMeaning() {
        ecr.withRepository("team/shop");
        ecr.policies.put(
                "team/shop",
                "{ \"Statement\" : { \"Action\" : [ \"ecr:BatchGetImage\" ], \"Principal\" : \"*\", \"Effect\" : \"Allow\" },"
                        + " \"Version\" : \"2012-10-17\" }");
        assertThat(repositories.decide(SHOP, withPolicy(POLICY))).isInstanceOf(RepositoryChange.None.class);

        String other = POLICY.replace("BatchGetImage", "DescribeImages");
        repositories.apply(repositories.decide(SHOP, withPolicy(other)));
        assertThat(ecr.policies).containsEntry("team/shop", other);
    }

    @Test
    void refusesAPolicyThatIsNoJson() {
        assertThatThrownBy(() -> withPolicy("{")).hasMessageContaining("<repositoryPolicyFile>");
        assertThatThrownBy(() -> withPolicy("[]")).hasMessageContaining("no JSON object");
    }

    private static RepositorySettings withPolicy(String text) {
        return new RepositorySettings(
                true, Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), Optional.of(text));
    }

    @Test
    void warnsOfAnEncryptionThatCannotBeChanged() {
        ecr.withRepository("team/shop");
        Encryption kms = new Encryption(Encryption.Type.KMS, Optional.empty());
        assertThat(repositories.decide(SHOP, withEncryption(kms)).warnings())
                .containsExactly(new RepositoryWarning.EncryptionDiffers(
                        SHOP.name(), new Encryption(Encryption.Type.AES256, Optional.empty()), kms));
    }

    @Test
    void recognisesAKeyByItsIdAndCannotJudgeAnAlias() {
        ecr.withRepository(
                "team/shop",
                it -> it.encryptionConfiguration(encryption -> encryption
                        .encryptionType(EncryptionType.KMS)
                        .kmsKey("arn:aws:kms:eu-west-1:123456789012:key/1234-abcd")));
        for (String key : List.of("1234-abcd", "arn:aws:kms:eu-west-1:123456789012:key/1234-abcd", "alias/shop")) {
            assertThat(repositories
                            .decide(SHOP, withEncryption(new Encryption(Encryption.Type.KMS, Optional.of(key))))
                            .warnings())
                    .isEmpty();
        }
        assertThat(repositories
                        .decide(SHOP, withEncryption(new Encryption(Encryption.Type.KMS, Optional.of("9999-abcd"))))
                        .warnings())
                .hasSize(1);
    }

    private static RepositorySettings withEncryption(Encryption encryption) {
        return new RepositorySettings(
                true, Optional.empty(), Optional.of(encryption), Optional.empty(), Map.of(), Optional.empty());
    }

    @Test
    void doesNotCreateWhatMayNotBeCreated() {
        RepositorySettings wanted = new RepositorySettings(
                false, Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), Optional.empty());
        assertThatThrownBy(() -> repositories.decide(SHOP, wanted))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("'team/shop' does not exist")
                .hasMessageContaining("<createRepository>true</createRepository>")
                .hasMessageContaining("aws ecr create-repository --repository-name team/shop");
    }

    @Test
    void takesTheRepositoryThatSomeoneElseCreatedMeanwhile() {
        RepositoryChange change = repositories.decide(
                SHOP,
                new RepositorySettings(
                        true, Optional.empty(), Optional.empty(), Optional.of(true), Map.of(), Optional.empty()));
        ecr.someoneElseCreates = () -> Optional.of("team/shop");
        assertThat(repositories.apply(change).scanOnPush()).contains(true);
        assertThat(ecr.writes).containsExactly("scanning team/shop");
    }

    @Test
    void takesTheUriAsEcrCallsIt() {
        ecr.host = "127.0.0.1:5000";
        Repository repository = repositories.apply(repositories.decide(SHOP, RepositorySettings.defaults()));
        assertThat(repository.uri().withTag(new Tag("1.4"))).hasToString("127.0.0.1:5000/team/shop:1.4");
        assertThat(repositories.find(RepositoryLocation.parse("127.0.0.1:5000/team/shop", Set.of())))
                .contains(repository);
    }

    @Test
    void refusesARepositoryThatIsNotAtTheHostThatTheUserNamed() {
        RepositoryLocation elsewhere = RepositoryLocation.parse("localhost:5000/team/shop", Set.of());
        assertThatThrownBy(() -> repositories.decide(elsewhere, RepositorySettings.defaults()))
                .hasMessageContaining("not known to be a registry of ECR");
        ecr.withRepository("team/shop");
        assertThatThrownBy(() -> repositories.decide(elsewhere, RepositorySettings.defaults()))
                .hasMessageContaining("is at '" + FakeEcr.HOST + "/team/shop'")
                .hasMessageContaining("<ecrRegistries>");
        RepositoryLocation mirror = RepositoryLocation.parse("localhost:5000/team/shop", Set.of("localhost:5000"));
        assertThat(repositories.find(mirror)).isPresent();
    }

    @Test
    void namesTheMissingActionAndTheIdentityWhenAccessIsDenied() {
        ecr.failure = Optional.of(FakeEcr.refusal(
                EcrException.builder(),
                "AccessDeniedException",
                "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ecr:DescribeRepositories on"
                        + " resource: arn:aws:ecr:eu-west-1:123456789012:repository/team/shop because no identity-based"
                        + " policy allows the ecr:DescribeRepositories action"));
        assertThatThrownBy(() -> repositories.find(SHOP))
                .hasMessageContaining("Could not look up ECR repository 'team/shop'")
                .hasMessageContaining("arn:aws:iam::123456789012:user/ci may not ecr:DescribeRepositories")
                .hasMessageContaining("\"Action\": \"ecr:DescribeRepositories\"")
                .hasMessageContaining("\"Resource\": \"arn:aws:ecr:eu-west-1:123456789012:repository/team/shop\"");
    }

    @Test
    void pointsAtTheKeyWhenKmsRefuses() {
        RepositoryChange change = repositories.decide(SHOP, RepositorySettings.defaults());
        ecr.failure = Optional.of(FakeEcr.refusal(KmsException.builder(), "KmsException", "The key is disabled"));
        assertThatThrownBy(() -> repositories.apply(change))
                .hasMessageContaining("Could not create ECR repository 'team/shop': The key is disabled")
                .hasMessageContaining("<kmsKey>");
    }

    @Test
    void knowsWhichTagsMayNotMove() {
        assertThat(IMMUTABLE_BUT_DEV.isImmutable(new Tag("1.4"))).isTrue();
        assertThat(IMMUTABLE_BUT_DEV.isImmutable(new Tag("dev-7"))).isFalse();
        TagMutability mutableButReleases = TagMutability.parse("mutable_with_exclusion", List.of("v*.*.*"));
        assertThat(mutableButReleases.isImmutable(new Tag("v1.4.0"))).isTrue();
        assertThat(mutableButReleases.isImmutable(new Tag("v1x4"))).isFalse();
    }

    @Test
    void refusesMutabilitiesThatEcrDoesNotTake() {
        assertThatThrownBy(() -> TagMutability.parse("fixed", List.of())).hasMessageContaining("there is no 'fixed'");
        assertThatThrownBy(() -> TagMutability.parse("IMMUTABLE", List.of("a"))).hasMessageContaining("no exclusions");
        assertThatThrownBy(() -> TagMutability.parse("IMMUTABLE_WITH_EXCLUSION", List.of()))
                .hasMessageContaining("at least one");
        assertThatThrownBy(() -> TagMutability.parse("IMMUTABLE_WITH_EXCLUSION", List.of("a", "b", "c", "d", "e", "f")))
                .hasMessageContaining("6 exclusions");
        assertThatThrownBy(() -> TagMutability.parse("IMMUTABLE_WITH_EXCLUSION", List.of("a/b")))
                .hasMessageContaining("'a/b'");
    }
}
