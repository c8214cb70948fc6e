package io.github.ecsmaven.sandbox.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.ExpiredTokenException;
import software.amazon.awssdk.services.sts.model.InvalidIdentityTokenException;
import software.amazon.awssdk.services.sts.model.StsException;

class StsEndpointTest {
    private static final String DEPLOYER = "arn:aws:iam::123456789012:role/deployer";

    private static final SettableClock CLOCK = new SettableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private static Sandbox sandbox;
    private static StsClient sts;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withClock(CLOCK));
        sts = SdkClients.sts(sandbox, SdkClients.user(Identities.CI));
    }

    @AfterAll
    static void stop() {
        sts.close();
        sandbox.close();
    }

    @Test
    void tellsACallerWhoItIs() {
        assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::123456789012:user/ci");
        assertThat(sts.getCallerIdentity().account()).isEqualTo("123456789012");
        assertThat(sandbox.requestLog().operations()).contains("sts:GetCallerIdentity");
    }

    @Test
    void refusesAnUnknownKeyInTheWordsOfSts() {
        try (StsClient unknown = SdkClients.sts(sandbox, SdkClients.user("AKIAUNKNOWNUNKNOWNXX"))) {
            assertThatThrownBy(unknown::getCallerIdentity).isInstanceOfSatisfying(StsException.class, e -> {
                assertThat(e.statusCode()).isEqualTo(403);
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidClientTokenId");
            });
        }
    }

    @Test
    void opensASessionOfARoleThatExpires() {
        Credentials session = assume().credentials();
        AwsCredentials credentials =
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
        try (EcrClient ecr = SdkClients.ecr(sandbox, credentials);
                StsClient own = SdkClients.sts(sandbox, credentials)) {
            assertThat(own.getCallerIdentity().arn())
                    .isEqualTo("arn:aws:sts::123456789012:assumed-role/deployer/build-7");
            ecr.describeRepositories();
            CLOCK.advance(Duration.ofMinutes(15));
            assertThatThrownBy(ecr::describeRepositories)
                    .hasMessageContaining("The security token included in the request is expired");
        }
    }

    private static software.amazon.awssdk.services.sts.model.AssumeRoleResponse assume() {
        return sts.assumeRole(
                r -> r.roleArn(DEPLOYER).roleSessionName("build-7").durationSeconds(900));
    }

    @Test
    void refusesARoleThatIsNotThere() {
        assertThatThrownBy(() -> sts.assumeRole(
                        r -> r.roleArn("arn:aws:iam::123456789012:role/admin").roleSessionName("build-7")))
                .hasMessageContaining("User: arn:aws:iam::123456789012:user/ci is not authorized to perform:"
                        + " sts:AssumeRole on resource: arn:aws:iam::123456789012:role/admin");
    }

    @Test
    void refusesAParameterThatItDoesNotKnow() {
        assertThatThrownBy(() -> sts.assumeRole(
                        r -> r.roleArn(DEPLOYER).roleSessionName("build-7").externalId("x")))
                .hasMessageContaining("the parameter 'ExternalId' of sts:AssumeRole");
    }

    @Test
    void opensASessionForAWebIdentityThatLives() {
        IdentityProvider provider = sandbox.identities().provider();
        assertThat(withWebIdentity(provider.token("repo:shop")).credentials().sessionToken())
                .isNotEmpty();
        String over = provider.token("repo:shop", IdentityProvider.AUDIENCE, Duration.ZERO);
        assertThatThrownBy(() -> withWebIdentity(over)).isInstanceOf(ExpiredTokenException.class);
    }

    @Test
    void refusesAWebIdentityThatIsNoJwt() {
        assertThatThrownBy(() -> withWebIdentity("no token"))
                .isInstanceOf(InvalidIdentityTokenException.class)
                .hasMessageContaining("not a valid JWT");
    }

    @Test
    void refusesAWebIdentityThatAnotherKeySigned() {
        String issuer = sandbox.identities().provider().issuer();
        String forged = new IdentityProvider(issuer, CLOCK).token("repo:shop");
        assertThatThrownBy(() -> withWebIdentity(forged))
                .isInstanceOf(InvalidIdentityTokenException.class)
                .hasMessageContaining("Couldn't retrieve verification key from your identity provider");
    }

    @Test
    void refusesAWebIdentityWhoseClaimsWereChanged() {
        IdentityProvider provider = sandbox.identities().provider();
        String[] shop = provider.token("repo:shop").split("\\.");
        String[] other = provider.token("repo:other").split("\\.");
        assertThatThrownBy(() -> withWebIdentity(shop[0] + "." + other[1] + "." + shop[2]))
                .isInstanceOf(InvalidIdentityTokenException.class);
    }

    @Test
    void refusesAWebIdentityOfAnUnknownIssuer() {
        String token = new IdentityProvider("https://elsewhere.example", CLOCK).token("repo:shop");
        assertThatThrownBy(() -> withWebIdentity(token))
                .hasMessageContaining("No OpenIDConnect provider found in your account for https://elsewhere.example");
    }

    @Test
    void refusesAWebIdentityForAnotherAudience() {
        String token = sandbox.identities().provider().token("repo:shop", "sigstore", Duration.ofMinutes(5));
        assertThatThrownBy(() -> withWebIdentity(token)).hasMessageContaining("Incorrect token audience");
    }

    @Test
    void refusesAWebIdentityWithoutASubject() {
        ObjectNode claims = new ObjectMapper()
                .createObjectNode()
                .put("iss", sandbox.identities().provider().issuer())
                .put("aud", IdentityProvider.AUDIENCE)
                .put("iat", CLOCK.instant().getEpochSecond())
                .put("exp", CLOCK.instant().plusSeconds(60).getEpochSecond());
        String token = sandbox.identities().provider().sign(claims);
        assertThatThrownBy(() -> withWebIdentity(token)).hasMessageContaining("Missing a required claim: sub");
    }

    private static AssumeRoleWithWebIdentityResponse withWebIdentity(String token) {
        return sts.assumeRoleWithWebIdentity(
                r -> r.roleArn(DEPLOYER).roleSessionName("github").webIdentityToken(token));
    }

    @Test
    void holdsSessionsToTheirLimits() {
        assertThatThrownBy(() -> sts.assumeRole(r -> r.roleArn(DEPLOYER).roleSessionName("no spaces")))
                .hasMessageContaining("at 'roleSessionName'");
        assertThatThrownBy(() -> sts.assumeRole(r -> r.roleArn(DEPLOYER).roleSessionName("x")))
                .hasMessageContaining("length between 2 and 64");
        assertThatThrownBy(() -> sts.assumeRole(
                        r -> r.roleArn(DEPLOYER).roleSessionName("build").durationSeconds(899)))
                .hasMessageContaining("greater than or equal to 900");
        assertThatThrownBy(() -> sts.assumeRole(
                        r -> r.roleArn(DEPLOYER).roleSessionName("build").durationSeconds(3601)))
                .hasMessageContaining("exceeds the MaxSessionDuration");
    }
}
