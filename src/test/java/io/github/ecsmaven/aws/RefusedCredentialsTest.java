package io.github.ecsmaven.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.elb.LoadBalancers;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.sts.Identities;
import io.github.ecsmaven.sandbox.sts.IdentityProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Credentials that AWS refuses, and clocks that it corrects, over HTTP against the sandbox, which recomputes every signature. */
class RefusedCredentialsTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/deployer";

    private final SystemProperties properties = new SystemProperties();
    private Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());

    @TempDir
    Path home;

    @AfterEach
    void close() {
        properties.close();
        sandbox.close();
        // The SDK remembers for the whole JVM by how much the clock is off.
        SdkGlobalTime.setGlobalTimeOffset(0);
    }

    private void startWithAClockOff(Duration offset) {
        sandbox.close();
        sandbox = Sandbox.start(SandboxOptions.defaults().withWireClock(Clock.offset(Clock.systemUTC(), offset)));
    }

    private AwsSession session() {
        return new AwsSession(new AwsSettings(
                Optional.of("eu-west-1"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(sandbox.endpoint()),
                Optional.empty()));
    }

    @Test
    void saysThatTheSecretAccessKeyIsWrongWithoutNamingIt() {
        properties
                .with("aws.accessKeyId", Identities.CI)
                .with("aws.secretAccessKey", "not/the+secret=of/that+key=0123456789abcd");
        try (AwsSession aws = session()) {
            assertThatThrownBy(aws::identity)
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContaining("the signature does not fit the access key")
                    .hasMessageContaining("The secret access key is wrong or cut off")
                    .hasMessageNotContaining("not/the+secret");
            EcrClient ecr = aws.client(EcrClient.builder());
            SdkException refused = catchThrowableOfType(SdkException.class, ecr::describeRepositories);
            assertThat(AwsFailures.explain("list ECR repositories", refused))
                    .hasMessageContaining("Could not list ECR repositories: the signature does not fit the access key");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void worksOnAMachineWhoseClockIsAnHourOff(int minutes) {
        startWithAClockOff(Duration.ofMinutes(minutes));
        properties.with("aws.accessKeyId", Identities.CI).with("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
        try (AwsSession aws = session()) {
            assertThat(aws.identity().arn()).isEqualTo("arn:aws:iam::123456789012:user/ci");
            assertThat(aws.client(EcrClient.builder()).describeRepositories().repositories())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void saysWhatToDoAboutAClockThatCannotBeCorrected(int minutes) {
        startWithAClockOff(Duration.ofMinutes(minutes));
        try (EcrClient ecr = SdkClients.ecr(sandbox);
                StsClient sts = SdkClients.sts(sandbox, SdkClients.user(Identities.CI))) {
            assertThat(AwsFailures.explain(
                            "list ECR repositories",
                            catchThrowableOfType(SdkException.class, ecr::describeRepositories)))
                    .hasMessageContaining("this machine's clock differs too much from AWS's")
                    .hasMessageContaining("Set the clock (NTP)");
            assertThat(AwsFailures.explain(
                            "find out who we are", catchThrowableOfType(SdkException.class, sts::getCallerIdentity)))
                    .hasMessageContaining("this machine's clock differs too much from AWS's");
        }
    }

    @Test
    void findsTheUrlOfALoadBalancerOnceTheSdkKnowsThatTheClockIsOff() {
        startWithAClockOff(Duration.ofMinutes(60));
        String group = sandbox.elb().seedWebService("shop", 80);
        properties.with("aws.accessKeyId", Identities.CI).with("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
        try (AwsSession aws = session()) {
            aws.identity();
            assertThat(new LoadBalancers(aws).urlOf(group)).isPresent();
        }
    }

    @Test
    void exchangesAWebIdentityOfTheProviderThatTheAccountTrusts() throws IOException {
        withWebIdentity(sandbox.identities().provider().token("repo:shop:ref:refs/heads/main"));
        try (AwsSession aws = session()) {
            assertThat(aws.identity().arn()).startsWith("arn:aws:sts::123456789012:assumed-role/deployer/");
        }
    }

    @Test
    void saysWhyAWebIdentityOfAnotherProviderIsRefused() throws IOException {
        String token = new IdentityProvider("https://elsewhere.example", Clock.systemUTC()).token("repo:shop");
        withWebIdentity(token);
        try (AwsSession aws = session()) {
            assertThatThrownBy(aws::identity)
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContaining("No OpenIDConnect provider found in your account for https://elsewhere")
                    .hasMessageNotContaining(token);
        }
    }

    private void withWebIdentity(String token) throws IOException {
        Path file = Files.writeString(home.resolve("token"), token);
        properties.with("aws.webIdentityTokenFile", file.toString()).with("aws.roleArn", ROLE);
    }
}
