package io.github.ecsmaven.sandbox.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.ExpiredTokenException;
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
    void opensASessionForALivingWebIdentityOnly() {
        Instant now = CLOCK.instant();
        assertThat(withWebIdentity(token(now.plusSeconds(60))).credentials().sessionToken())
                .isNotEmpty();
        assertThatThrownBy(() -> withWebIdentity(token(now))).isInstanceOf(ExpiredTokenException.class);
        assertThatThrownBy(() -> withWebIdentity("no token")).hasMessageContaining("not a valid JWT");
    }

    private static software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse withWebIdentity(
            String token) {
        return sts.assumeRoleWithWebIdentity(
                r -> r.roleArn(DEPLOYER).roleSessionName("github").webIdentityToken(token));
    }

    private static String token(Instant expiry) {
        String claims = "{\"sub\":\"repo:shop\",\"exp\":" + expiry.getEpochSecond() + "}";
        String payload =
                Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return "e30." + payload + ".c2lnbmF0dXJl";
    }
}
