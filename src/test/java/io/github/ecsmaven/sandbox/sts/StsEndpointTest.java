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
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    private static final String SHOP = "repo:shop:ref:refs/heads/main";

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
    void refusesACallerWhomTheRoleDoesNotTrust() {
        sandbox.identities().addUser("AKIAGUESTGUESTGUESTX", "guest", Set.of());
        try (StsClient guest = SdkClients.sts(sandbox, SdkClients.user("AKIAGUESTGUESTGUESTX"))) {
            assertThatThrownBy(() -> guest.assumeRole(r -> r.roleArn(DEPLOYER).roleSessionName("build-7")))
                    .isInstanceOfSatisfying(StsException.class, e -> {
                        assertThat(e.statusCode()).isEqualTo(403);
                        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                    })
                    .hasMessageContaining("User: arn:aws:iam::123456789012:user/guest is not authorized to perform:"
                            + " sts:AssumeRole on resource: " + DEPLOYER);
        }
    }

    @Test
    void aRoleMayTrustAnotherRole() {
        String release = "arn:aws:iam::123456789012:role/release";
        sandbox.identities().addRole("release", Set.of(), Trust.inNobody().andPrincipal(DEPLOYER));
        Credentials session = assume().credentials();
        try (StsClient deployer = SdkClients.sts(
                sandbox,
                AwsSessionCredentials.create(
                        session.accessKeyId(), session.secretAccessKey(), session.sessionToken()))) {
            assertThat(deployer.assumeRole(r -> r.roleArn(release).roleSessionName("build-7"))
                            .assumedRoleUser()
                            .arn())
                    .endsWith("assumed-role/release/build-7");
        }
        assertThatThrownBy(() -> sts.assumeRole(r -> r.roleArn(release).roleSessionName("build-7")))
                .hasMessageContaining("is not authorized to perform: sts:AssumeRole on resource: " + release);
    }

    @Test
    void aRoleOfTasksIsForTasksOnly() {
        String role = "arn:aws:iam::123456789012:role/ecsTaskExecutionRole";
        assertThatThrownBy(() -> sts.assumeRole(r -> r.roleArn(role).roleSessionName("build-7")))
                .hasMessageContaining("is not authorized to perform: sts:AssumeRole on resource: " + role);
        assertThat(sandbox.identities().trusts(role, Trust.ECS_TASKS)).isTrue();
        assertThat(sandbox.identities().trusts(DEPLOYER, Trust.ECS_TASKS)).isFalse();
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
        assertThat(withWebIdentity(provider.token(SHOP)).credentials().sessionToken())
                .isNotEmpty();
        String over = provider.token(SHOP, IdentityProvider.AUDIENCE, Duration.ZERO);
        assertThatThrownBy(() -> withWebIdentity(over)).isInstanceOf(ExpiredTokenException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"repo:shopping:ref:refs/heads/main", "repo:Shop:ref:refs/heads/main", "repo:shop"})
    void refusesAWebIdentityWhoseSubjectTheRoleDoesNotTrust(String subject) {
        String token = sandbox.identities().provider().token(subject);
        assertThatThrownBy(() -> withWebIdentity(token))
                .isInstanceOfSatisfying(StsException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(403);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                })
                .hasMessageContaining("Not authorized to perform sts:AssumeRoleWithWebIdentity");
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
        String forged = new IdentityProvider(issuer, CLOCK).token(SHOP);
        assertThatThrownBy(() -> withWebIdentity(forged))
                .isInstanceOf(InvalidIdentityTokenException.class)
                .hasMessageContaining("Couldn't retrieve verification key from your identity provider");
    }

    @Test
    void refusesAWebIdentityWhoseClaimsWereChanged() {
        IdentityProvider provider = sandbox.identities().provider();
        String[] shop = provider.token(SHOP).split("\\.");
        String[] other = provider.token("repo:other:ref:refs/heads/main").split("\\.");
        assertThatThrownBy(() -> withWebIdentity(shop[0] + "." + other[1] + "." + shop[2]))
                .isInstanceOf(InvalidIdentityTokenException.class);
    }

    @Test
    void refusesAWebIdentityOfAnUnknownIssuer() {
        String token = new IdentityProvider("https://elsewhere.example", CLOCK).token(SHOP);
        assertThatThrownBy(() -> withWebIdentity(token))
                .hasMessageContaining("No OpenIDConnect provider found in your account for https://elsewhere.example");
    }

    @Test
    void refusesAWebIdentityForAnotherAudience() {
        String token = sandbox.identities().provider().token(SHOP, "sigstore", Duration.ofMinutes(5));
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
