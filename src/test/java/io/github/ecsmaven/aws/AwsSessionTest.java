package io.github.ecsmaven.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecr.EcrClient;

/** A real client of ECR through a session, against a stand-in on the loopback. */
class AwsSessionTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/deployer";

    @TempDir
    Path home;

    private final SystemProperties properties = new SystemProperties();
    private AwsStandIn aws;

    @BeforeEach
    void setUp() throws IOException {
        aws = new AwsStandIn();
        properties
                .with("aws.configFile", home.resolve("config").toString())
                .with("aws.sharedCredentialsFile", home.resolve("credentials").toString())
                .with("aws.disableEc2Metadata", "true");
    }

    @AfterEach
    void tearDown() {
        properties.close();
        aws.close();
    }

    private void withKeys() {
        properties.with("aws.accessKeyId", "AKIAUSER").with("aws.secretAccessKey", "user-secret");
    }

    private AwsSettings settings() {
        return new AwsSettings(
                Optional.of("eu-west-1"), Optional.empty(), Optional.empty(), Optional.of(aws.uri()), Optional.empty());
    }

    private AwsSettings inRole() {
        return new AwsSettings(
                Optional.of("eu-west-1"),
                Optional.empty(),
                Optional.of(ROLE),
                Optional.of(aws.uri()),
                Optional.empty());
    }

    private AwsSettings withProfile(String profile) {
        return new AwsSettings(
                Optional.empty(), Optional.of(profile), Optional.empty(), Optional.of(aws.uri()), Optional.empty());
    }

    private AwsSettings through(HttpProxy proxy, URI endpoint) {
        return new AwsSettings(
                Optional.of("eu-west-1"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(endpoint),
                Optional.of(proxy));
    }

    private static String tokenFrom(AwsSession session) {
        return session.client(EcrClient.builder())
                .getAuthorizationToken()
                .authorizationData()
                .get(0)
                .authorizationToken();
    }

    @Test
    void doesNothingUntilItIsAsked() {
        new AwsSession(AwsSettings.none()).close();
        assertThat(aws.requests).isEmpty();
    }

    @Test
    void signsForItsRegionAndNamesThePlugin() {
        withKeys();
        try (AwsSession session = new AwsSession(settings())) {
            assertThat(tokenFrom(session)).isEqualTo(AwsStandIn.ECR_TOKEN);
        }
        assertThat(aws.requests.get(0).authorization()).contains("Credential=AKIAUSER/", "/eu-west-1/ecr/aws4_request");
        assertThat(aws.requests.get(0).userAgent()).contains("ecs-maven-plugin");
    }

    @Test
    void signsForAnotherRegionWhenAskedTo() {
        withKeys();
        try (AwsSession session = new AwsSession(settings())) {
            session.client(EcrClient.builder(), "us-east-2").getAuthorizationToken();
        }
        assertThat(aws.requests.get(0).authorization()).contains("/us-east-2/ecr/aws4_request");
    }

    @Test
    void asksOnceMoreWhenItIsThrottled() {
        withKeys();
        aws.next.add(AwsStandIn.json(400, "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}"));
        try (AwsSession session = new AwsSession(settings())) {
            assertThat(tokenFrom(session)).isEqualTo(AwsStandIn.ECR_TOKEN);
        }
        assertThat(aws.requests).hasSize(2);
    }

    @Test
    void knowsWhoItIsAndAsksOnlyOnce() {
        withKeys();
        try (AwsSession session = new AwsSession(settings())) {
            CallerIdentity ci = new CallerIdentity("123456789012", "arn:aws:iam::123456789012:user/ci");
            assertThat(session.identity()).isEqualTo(ci);
            assertThat(session.identity()).isEqualTo(ci);
        }
        assertThat(aws.asked()).containsExactly("GetCallerIdentity");
    }

    @Test
    void assumesTheRoleOnceAndSignsWithIt() {
        withKeys();
        try (AwsSession session = new AwsSession(inRole())) {
            tokenFrom(session);
            tokenFrom(session);
        }
        assertThat(aws.asked()).filteredOn("AssumeRole"::equals).hasSize(1);
        assertThat(aws.requests.get(0).authorization()).contains("Credential=AKIAUSER/", "/sts/");
        assertThat(aws.requests.get(0).body()).contains("role%2Fdeployer", "RoleSessionName=ecs-maven-plugin");
        assertThat(aws.requests.get(1).authorization()).contains("Credential=ASIAROLE/", "/ecr/");
    }

    @Test
    void assumesTheRoleAgainWhenItsSessionEnds() {
        withKeys();
        aws.roleExpires = Instant.now().plusSeconds(5);
        try (AwsSession session = new AwsSession(inRole())) {
            tokenFrom(session);
            tokenFrom(session);
        }
        assertThat(aws.asked()).filteredOn("AssumeRole"::equals).hasSize(2);
    }

    @Test
    void saysWhichRoleMayNotBeAssumed() {
        withKeys();
        aws.next.add(new AwsStandIn.Answer(
                403,
                "text/xml",
                "<ErrorResponse><Error><Code>AccessDenied</Code><Message>User: arn:aws:iam::123456789012:user/ci is not"
                        + " authorized to perform: sts:AssumeRole on resource: " + ROLE
                        + "</Message></Error></ErrorResponse>"));
        try (AwsSession session = new AwsSession(inRole())) {
            assertThatThrownBy(session::identity)
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContaining("get AWS credentials of role " + ROLE)
                    .hasMessageContaining("may not sts:AssumeRole on " + ROLE)
                    .hasMessageContaining("trust policy");
        }
    }

    @Test
    void exchangesAWebIdentityForARole() throws IOException {
        Path token = Files.writeString(home.resolve("token"), "web-identity");
        properties.with("aws.webIdentityTokenFile", token.toString()).with("aws.roleArn", ROLE);
        try (AwsSession session = new AwsSession(settings())) {
            tokenFrom(session);
        }
        assertThat(aws.requests.get(0).body()).contains("Action=AssumeRoleWithWebIdentity", "web-identity");
        assertThat(aws.requests.get(1).authorization()).contains("Credential=ASIAROLE/");
    }

    @Test
    void exchangesAWebIdentityThroughTheProxyOfTheSettings() throws Exception {
        Path token = Files.writeString(home.resolve("token"), "web-identity");
        properties.with("aws.webIdentityTokenFile", token.toString()).with("aws.roleArn", ROLE);
        try (RawProxy proxy = new RawProxy(aws.answer("AssumeRoleWithWebIdentity"), aws.answer("GetCallerIdentity"));
                AwsSession session = new AwsSession(through(
                        HttpProxy.of("127.0.0.1", proxy.port(), null, null, null), URI.create("http://aws.invalid")))) {
            assertThat(session.identity().account()).isEqualTo("123456789012");
            assertThat(proxy.head()).startsWith("POST http://aws.invalid").doesNotContainIgnoringCase("authorization:");
            assertThat(proxy.head()).startsWith("POST http://aws.invalid").contains("Credential=ASIAROLE/");
        }
    }

    @Test
    void saysWhyAWebIdentityIsRefused() throws IOException {
        Path token = Files.writeString(home.resolve("token"), "web-identity");
        properties.with("aws.webIdentityTokenFile", token.toString()).with("aws.roleArn", ROLE);
        aws.next.add(new AwsStandIn.Answer(
                403,
                "text/xml",
                "<ErrorResponse><Error><Code>AccessDenied</Code><Message>Not authorized to perform"
                        + " sts:AssumeRoleWithWebIdentity</Message></Error></ErrorResponse>"));
        try (AwsSession session = new AwsSession(settings())) {
            assertThatThrownBy(session::identity)
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContaining("exchange the web identity")
                    .hasMessageContaining("Not authorized to perform sts:AssumeRoleWithWebIdentity")
                    .hasMessageContaining("trust policy");
        }
    }

    @Test
    void takesKeysAndRegionFromTheProfile() throws IOException {
        Files.writeString(home.resolve("config"), "[profile shop]\nregion = ap-south-1\n");
        Files.writeString(
                home.resolve("credentials"),
                "[shop]\naws_access_key_id = AKIASHOP\naws_secret_access_key = shop-secret\n");
        try (AwsSession session = new AwsSession(withProfile("shop"))) {
            tokenFrom(session);
        }
        assertThat(aws.requests.get(0).authorization()).contains("Credential=AKIASHOP/", "/ap-south-1/ecr/");
    }

    @Test
    void saysWhichProfileGivesNothing() throws IOException {
        Files.writeString(home.resolve("credentials"), "[other]\naws_access_key_id = AKIAOTHER\n");
        Files.writeString(home.resolve("config"), "[profile shop]\nregion = eu-west-1\n");
        try (AwsSession session = new AwsSession(withProfile("shop"))) {
            assertThatThrownBy(session::identity)
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContaining("Profile 'shop' gives no AWS credentials")
                    .hasMessageContaining("aws configure list-profiles");
        }
    }

    @Test
    void tellsHowToStartAnSsoSession() throws IOException {
        String start = "https://" + home.getFileName() + ".example/start";
        Files.writeString(
                home.resolve("config"),
                "[profile dev]\nregion = eu-west-1\nsso_region = eu-west-1\nsso_start_url = " + start
                        + "\nsso_account_id = 123456789012\nsso_role_name = dev\n");
        try (AwsSession session = new AwsSession(withProfile("dev"))) {
            assertThatThrownBy(session::identity)
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContaining("aws sso login --profile dev");
        }
    }

    @Test
    void listsTheSourcesWhenThereAreNoCredentials() {
        try (AwsSession session = new AwsSession(settings())) {
            assertThatThrownBy(session::identity)
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContaining("No AWS credentials were found")
                    .hasMessageContaining("<profile>");
        }
    }

    @Test
    void goesThroughTheProxyOfTheSettingsAndLogsInThere() {
        withKeys();
        HttpProxy proxy = HttpProxy.of("127.0.0.1", aws.port(), "me", "pw", "*.internal|localhost");
        try (AwsSession session = new AwsSession(through(proxy, URI.create("http://ecr.invalid")))) {
            tokenFrom(session);
        }
        assertThat(aws.requests.get(0).uri()).isEqualTo("http://ecr.invalid/");
        assertThat(aws.requests.get(0).proxyAuthorization()).isEqualTo("Basic bWU6cHc=");
    }

    @Test
    void goesDirectlyToHostsThatTheProxyIsNotFor() {
        withKeys();
        HttpProxy dead = HttpProxy.of("proxy.invalid", 1, null, null, "localhost|127.*");
        try (AwsSession session = new AwsSession(through(dead, aws.uri()))) {
            assertThat(tokenFrom(session)).isEqualTo(AwsStandIn.ECR_TOKEN);
        }
    }

    @Test
    void opensATunnelForHttpsAndLogsInThere() throws Exception {
        try (RawProxy proxy = new RawProxy(new AwsStandIn.Answer(403, "text/plain", ""));
                AwsSession session =
                        new AwsSession(through(HttpProxy.of("127.0.0.1", proxy.port(), "me", "pw", null), aws.uri()))) {
            assertThatThrownBy(() -> session.download(URI.create("https://layers.invalid/x?signature=s3cret"), 10))
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContaining("layers.invalid")
                    .hasMessageNotContaining("s3cret");
            assertThat(proxy.head())
                    .startsWith("CONNECT layers.invalid:443")
                    .containsIgnoringCase("Proxy-Authorization: Basic bWU6cHc=");
        }
    }

    @Test
    void downloadsWhatAPresignedUrlLeadsToUpToALimit() {
        try (AwsSession session = new AwsSession(settings())) {
            URI url = URI.create(aws.uri() + "/layer?signature=s3cret");
            assertThat(session.download(url, 100)).asString().isEqualTo("{\"architecture\":\"arm64\"}");
            assertThatThrownBy(() -> session.download(url, 10)).hasMessageContaining("more than 10 bytes");
            aws.next.add(new AwsStandIn.Answer(403, "text/xml", "<Error/>"));
            assertThatThrownBy(() -> session.download(url, 100))
                    .hasMessageContaining("HTTP 403")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void goesWhereTheSdksOwnSettingsSay() {
        withKeys();
        properties.with("aws.endpointUrl", aws.uri().toString()).with("aws.region", "eu-north-1");
        try (AwsSession session = new AwsSession(AwsSettings.none())) {
            tokenFrom(session);
            assertThat(session.region()).isEqualTo("eu-north-1");
        }
        assertThat(aws.requests.get(0).authorization()).contains("/eu-north-1/ecr/");
    }

    @Test
    void findsTheProvidersOfEverySourceOfCredentials() {
        assertThat(List.of(
                        "software.amazon.awssdk.services.sts.internal.StsWebIdentityCredentialsProviderFactory",
                        "software.amazon.awssdk.services.sts.internal.StsProfileCredentialsProviderFactory",
                        "software.amazon.awssdk.services.sso.auth.SsoProfileCredentialsProviderFactory",
                        "software.amazon.awssdk.services.ssooidc.SsoOidcProfileTokenProviderFactory"))
                .allSatisfy(name -> assertThat(Class.forName(name)).isNotNull());
    }
}
