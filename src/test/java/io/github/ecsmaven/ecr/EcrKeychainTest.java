package io.github.ecsmaven.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.RegistryCredentials;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.EcrException;

class EcrKeychainTest {
    private static final String IRELAND = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    private static final String OHIO = "999999999999.dkr.ecr.us-east-2.amazonaws.com";

    private final Map<String, FakeEcr> regions = new HashMap<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final EcrKeychain keychain =
            new EcrKeychain(this::region, () -> "eu-central-1", Set.of("mirror.example:5000"), () -> now);

    private FakeEcr region(String region) {
        return regions.computeIfAbsent(region, name -> {
            FakeEcr ecr = new FakeEcr();
            ecr.clock = () -> now;
            return ecr;
        });
    }

    @Test
    void asksNothingUntilItIsAsked() {
        assertThat(regions).isEmpty();
    }

    @Test
    void splitsTheTokenAtItsFirstColon() {
        assertThat(keychain.credentialsFor(IRELAND)).contains(new RegistryCredentials("AWS", "pass:word-1"));
    }

    @Test
    void logsInInTheRegionOfTheHost() {
        keychain.credentialsFor(IRELAND);
        keychain.credentialsFor(OHIO);
        assertThat(regions).containsOnlyKeys("eu-west-1", "us-east-2");
    }

    @Test
    void keepsOneTokenForAllRegistriesOfARegion() {
        keychain.credentialsFor(IRELAND);
        keychain.credentialsFor("555555555555.dkr.ecr.eu-west-1.amazonaws.com");
        keychain.credentialsFor(IRELAND);
        assertThat(region("eu-west-1").tokensGiven).isEqualTo(1);
    }

    @Test
    void renewsATokenThatHasLessThanHalfAnHourLeft() {
        keychain.credentialsFor(IRELAND);
        now = now.plus(Duration.ofHours(11).plusMinutes(29));
        keychain.credentialsFor(IRELAND);
        assertThat(region("eu-west-1").tokensGiven).isEqualTo(1);
        now = now.plus(Duration.ofMinutes(2));
        assertThat(keychain.credentialsFor(IRELAND)).contains(new RegistryCredentials("AWS", "pass:word-2"));
    }

    @Test
    void getsANewTokenAfterARegistryRefusedTheOldOne() {
        keychain.credentialsFor(IRELAND);
        keychain.forget(IRELAND);
        assertThat(keychain.credentialsFor(IRELAND)).contains(new RegistryCredentials("AWS", "pass:word-2"));
    }

    @Test
    void knowsNothingOfOtherRegistries() {
        for (String other : List.of("docker.io", "public.ecr.aws", "127.0.0.1:5000", "mirror.example")) {
            assertThat(keychain.credentialsFor(other)).isEmpty();
            keychain.forget(other);
        }
        assertThat(regions).isEmpty();
    }

    @Test
    void opensHostsThatTheUserCallsRegistriesOfEcr() {
        assertThat(keychain.credentialsFor("mirror.example:5000")).isPresent();
        assertThat(regions).containsOnlyKeys("eu-central-1");
    }

    @Test
    void opensTheRegistryOfARepositoryWhateverItsHost() {
        Repository repository = new Repository(
                new RepositoryName("shop"),
                ImageReference.parse("127.0.0.1:5000/shop"),
                FakeEcr.ACCOUNT,
                FakeEcr.arn("shop"),
                TagMutability.of(TagMutability.Mode.MUTABLE),
                Optional.empty(),
                Optional.empty());
        keychain.credentialsFor(IRELAND);
        assertThat(keychain.alsoFor(repository).credentialsFor("127.0.0.1:5000"))
                .contains(new RegistryCredentials("AWS", "pass:word-1"));
        assertThat(keychain.credentialsFor("127.0.0.1:5000")).isEmpty();
    }

    @Test
    void saysWhatIsMissingWhenTheLoginIsDenied() {
        region("eu-west-1").failure = Optional.of(FakeEcr.refusal(
                EcrException.builder(),
                "AccessDeniedException",
                "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ecr:GetAuthorizationToken on"
                        + " resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action"));
        assertThatThrownBy(() -> keychain.credentialsFor(IRELAND))
                .hasMessageContaining("Could not log in to Amazon ECR in eu-west-1")
                .hasMessageContaining("\"Action\": \"ecr:GetAuthorizationToken\", \"Resource\": \"*\"");
    }

    @Test
    void showsNoTokenInItsText() {
        keychain.credentialsFor(IRELAND);
        AuthorizationToken token = AuthorizationToken.fetch(region("eu-west-1"), "eu-west-1");
        assertThat(token.toString() + keychain).doesNotContain("pass");
    }
}
