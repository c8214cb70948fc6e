package io.github.ecsmaven.sandbox.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.sandbox.HandSigned;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.SettableClock;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Signature Version 4 as the SDK makes it, and what is refused that only looks like it. */
class SignatureTest {
    private static final String MISMATCH =
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                    + " Access Key and signing method.";
    private static final Map<String, String> DESCRIBE_REPOSITORIES = Map.of(
            "X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories",
            "Content-Type", "application/x-amz-json-1.1");
    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");
    private static final String WHO_AM_I = "Action=GetCallerIdentity&Version=2011-06-15";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static Sandbox sandbox;
    private static Sandbox atNoon;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults());
        atNoon = Sandbox.start(SandboxOptions.defaults().withWireClock(new SettableClock(NOON)));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
        atNoon.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder describeRepositories(HandSigned by, Sandbox of) {
        return by.post(of.endpoint(), DESCRIBE_REPOSITORIES, "{}");
    }

    private static HandSigned ci() {
        return HandSigned.by(Identities.CI, "ecr");
    }

    @Test
    void refusesAnotherSecretInTheWordsOfTheJsonProtocol() {
        AwsCredentials wrong = AwsBasicCredentials.create(Identities.CI, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEX");
        try (EcrClient ecr = SdkClients.ecr(sandbox, wrong)) {
            assertThatThrownBy(ecr::describeRepositories).isInstanceOfSatisfying(EcrException.class, e -> {
                assertThat(e.statusCode()).isEqualTo(400);
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException");
                assertThat(e.awsErrorDetails().errorMessage()).startsWith(MISMATCH);
                assertThat(e.isClockSkewException()).isFalse();
            });
        }
    }

    @Test
    void refusesAnotherSecretInTheWordsOfTheQueryProtocol() {
        try (StsClient sts = SdkClients.sts(sandbox, AwsBasicCredentials.create(Identities.CI, "secret"))) {
            assertThatThrownBy(sts::getCallerIdentity).isInstanceOfSatisfying(AwsServiceException.class, e -> {
                assertThat(e.statusCode()).isEqualTo(403);
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch");
                assertThat(e.awsErrorDetails().errorMessage()).startsWith(MISMATCH);
            });
        }
    }

    @Test
    void keepsASecretOfEachUsersOwn() {
        sandbox.identities().addUser("AKIAOWNSECRET0000000", "own/secret+of=its", "own", Set.of());
        AwsCredentials own = AwsBasicCredentials.create("AKIAOWNSECRET0000000", "own/secret+of=its");
        try (EcrClient right = SdkClients.ecr(sandbox, own);
                EcrClient wrong = SdkClients.ecr(sandbox, SdkClients.user("AKIAOWNSECRET0000000"))) {
            right.describeRepositories();
            assertThatThrownBy(wrong::describeRepositories).hasMessageContaining(MISMATCH);
        }
    }

    @Test
    void refusesASessionWithTheSecretOfAnother() {
        try (StsClient sts = SdkClients.sts(sandbox, SdkClients.user(Identities.CI))) {
            Credentials session = sts.assumeRole(r ->
                            r.roleArn("arn:aws:iam::123456789012:role/deployer").roleSessionName("build"))
                    .credentials();
            AwsCredentials mixed = AwsSessionCredentials.create(
                    session.accessKeyId(), Identities.EXAMPLE_SECRET, session.sessionToken());
            try (EcrClient ecr = SdkClients.ecr(sandbox, mixed)) {
                assertThatThrownBy(ecr::describeRepositories).hasMessageContaining(MISMATCH);
            }
        }
    }

    @Test
    void refusesASessionTokenThatWasNotSigned() throws Exception {
        try (StsClient sts = SdkClients.sts(sandbox, SdkClients.user(Identities.CI))) {
            Credentials session = sts.assumeRole(r ->
                            r.roleArn("arn:aws:iam::123456789012:role/deployer").roleSessionName("build"))
                    .credentials();
            HandSigned signed = new HandSigned(
                    AwsSessionCredentialsIdentity.create(
                            session.accessKeyId(), session.secretAccessKey(), session.sessionToken()),
                    "eu-west-1",
                    "ecr",
                    Clock.systemUTC());
            assertThat(send(describeRepositories(signed, sandbox)).statusCode()).isEqualTo(200);

            HandSigned without = new HandSigned(
                    AwsBasicCredentials.create(session.accessKeyId(), session.secretAccessKey()),
                    "eu-west-1",
                    "ecr",
                    Clock.systemUTC());
            HttpResponse<String> answer =
                    send(describeRepositories(without, sandbox).header("X-Amz-Security-Token", session.sessionToken()));
            assertThat(answer.body()).contains("InvalidSignatureException", "must be a 'SignedHeader'");
        }
    }

    @Test
    void refusesABodyThatWasChangedOnItsWay() throws Exception {
        HttpRequest.Builder changed =
                describeRepositories(ci(), sandbox).POST(HttpRequest.BodyPublishers.ofString("{\"maxResults\": 1}"));
        assertThat(send(changed).body()).contains("InvalidSignatureException", MISMATCH);
    }

    @Test
    void refusesASignedHeaderThatWasChangedOnItsWay() throws Exception {
        HttpRequest.Builder changed = describeRepositories(ci(), sandbox)
                .setHeader("X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921.ListImages");
        assertThat(send(changed).body()).contains("InvalidSignatureException", MISMATCH);
    }

    @Test
    void refusesAPayloadThatIsNotPartOfTheSignature() throws Exception {
        HttpRequest signed = HandSigned.by(Identities.CI, "sts")
                .post(sandbox.endpoint(), Map.of("x-amz-content-sha256", "UNSIGNED-PAYLOAD"), "")
                .header("Content-Type", FORM.get("Content-Type"))
                .POST(HttpRequest.BodyPublishers.ofString(WHO_AM_I))
                .build();
        assertThat(http.send(signed, HttpResponse.BodyHandlers.ofString()).body())
                .contains("SignatureDoesNotMatch", MISMATCH);
    }

    @Test
    void refusesARequestThatIsTooOld() throws Exception {
        HandSigned old =
                ci().at(new SettableClock(NOON.minus(Duration.ofMinutes(5)).minusSeconds(1)));
        HttpResponse<String> answer = send(describeRepositories(old, atNoon));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("InvalidSignatureException")
                .contains("Signature expired: 20260301T115459Z is now earlier than 20260301T115500Z"
                        + " (20260301T120000Z - 5 min.)");
        assertThat(answer.headers().firstValue("Date")).contains("Sun, 1 Mar 2026 12:00:00 GMT");
    }

    @Test
    void refusesARequestFromTheFutureInTheWordsOfTheQueryProtocol() throws Exception {
        HandSigned early = HandSigned.by(Identities.CI, "sts")
                .at(new SettableClock(NOON.plus(Duration.ofMinutes(5)).plusSeconds(1)));
        HttpResponse<String> answer = send(early.post(atNoon.endpoint(), FORM, WHO_AM_I));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("<Code>SignatureDoesNotMatch</Code>")
                .contains("Signature not yet current: 20260301T120501Z is still later than 20260301T120500Z"
                        + " (20260301T120000Z + 5 min.)");
    }

    @Test
    void takesARequestThatIsFiveMinutesLate() throws Exception {
        HandSigned late = ci().at(new SettableClock(NOON.minus(Duration.ofMinutes(5))));
        assertThat(send(describeRepositories(late, atNoon)).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesADateThatIsNotTheScopes() throws Exception {
        HttpRequest.Builder changed = describeRepositories(ci(), sandbox).setHeader("X-Amz-Date", "20150830T123600Z");
        assertThat(send(changed).body()).contains("Date in Credential scope does not match YYYYMMDD");
    }

    @Test
    void hashesTheCanonicalRequestThatAwsPublishes() {
        // IAM user guide: the example request to ListUsers, whose canonical request hashes to this value.
        String canonical = "GET\n/\nAction=ListUsers&Version=2010-05-08\n"
                + "content-type:application/x-www-form-urlencoded; charset=utf-8\nhost:iam.amazonaws.com\n"
                + "x-amz-date:20150830T123600Z\n\ncontent-type;host;x-amz-date\n"
                + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assertThat(new CanonicalRequest(canonical).hash())
                .isEqualTo("f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59");
    }
}
