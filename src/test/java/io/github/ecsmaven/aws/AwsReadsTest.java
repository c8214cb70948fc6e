package io.github.ecsmaven.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Faults;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

class AwsReadsTest {
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private final SystemProperties properties = new SystemProperties();
    private AwsSession session;

    @BeforeEach
    void open() {
        properties.with("aws.accessKeyId", Identities.CI).with("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
        session = new AwsSession(new AwsSettings(
                Optional.of("eu-west-1"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(sandbox.endpoint()),
                Optional.empty()));
    }

    @AfterEach
    void close() {
        session.close();
        properties.close();
        sandbox.close();
    }

    private QueryAnswer role(String name) {
        return session.reads().query(AwsApi.IAM, "GetRole", Map.of("RoleName", name));
    }

    private JsonNode parameters(String... names) {
        return session.reads()
                .json(
                        AwsApi.SSM,
                        "eu-west-1",
                        "GetParameters",
                        Map.of("Names", List.of(names), "WithDecryption", false));
    }

    @Test
    void readsIamWhoseOneRegionItSignsFor() {
        assertThat(role(Identities.TASK_EXECUTION_ROLE).text("Arn"))
                .contains("arn:aws:iam::123456789012:role/ecsTaskExecutionRole");
    }

    @Test
    void readsTheListsOfEc2() {
        QueryAnswer answer = session.reads()
                .query(
                        AwsApi.EC2,
                        "DescribeSubnets",
                        Map.of("Filter.1.Name", "subnet-id", "Filter.1.Value.1", Vpc.SUBNET_A));

        assertThat(answer.list("subnetSet")).singleElement().satisfies(subnet -> assertThat(subnet.own("vpcId"))
                .contains(Vpc.ID));
    }

    @Test
    void readsJson() {
        sandbox.ssm().seedParameter("/a");

        assertThat(parameters("/a", "/b").path("InvalidParameters"))
                .extracting(JsonNode::textValue)
                .containsExactly("/b");
    }

    @Test
    void sendsNothingThatIsNoRead() {
        assertThatThrownBy(() -> session.reads().query(AwsApi.IAM, "DeleteRole", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> session.reads().json(AwsApi.SSM, "eu-west-1", "PutParameter", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(sandbox.requestLog().operations()).isEmpty();
    }

    @Test
    void triesAgainWhatTheSdkWouldAndNothingElse() {
        sandbox.faults().throttle("iam:GetRole", 2);
        assertThat(role(Identities.TASK_EXECUTION_ROLE)).isNotNull();
        assertThat(sandbox.requestLog().operations()).hasSize(3);

        assertThatThrownBy(() -> role("nobody"))
                .isInstanceOfSatisfying(SdkException.class, e -> assertThat(AwsReads.isRefusedWith(e, "NoSuchEntity"))
                        .isTrue());
        assertThat(sandbox.requestLog().operations()).hasSize(4);
    }

    @Test
    void tellsARefusalOfAJsonServiceInItsWords() {
        sandbox.faults()
                .add(
                        "ssm:GetParameters",
                        1,
                        new Faults.Effect.Fail(new AwsError(400, "com.amazonaws.ssm#Odd", "It is odd.")));

        assertThatThrownBy(() -> parameters("/a")).isInstanceOfSatisfying(AwsServiceException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("Odd");
            assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("It is odd.");
            assertThat(e.requestId()).isNotEmpty();
            assertThat(e.numAttempts()).isEqualTo(1);
        });
    }

    @Test
    void theSandboxTakesNoOtherServicesSignature() {
        assertThatThrownBy(() -> new SignedJson(HttpClients.create(Optional.empty(), AwsPatience.USUAL.read()))
                        .call(
                                sandbox.endpoint(),
                                "secretsmanager",
                                "eu-west-1",
                                SdkClients.user(Identities.CI),
                                "AmazonSSM.GetParameters",
                                Map.of()))
                .hasMessageContaining("correct service: 'ssm'");
    }

    @ParameterizedTest
    @CsvSource({
        "IAM, eu-west-1, https://iam.amazonaws.com, us-east-1",
        "IAM, cn-northwest-1, https://iam.cn-north-1.amazonaws.com.cn, cn-north-1",
        "IAM, us-gov-east-1, https://iam.us-gov.amazonaws.com, us-gov-west-1",
        "CLOUDWATCH, eu-west-1, https://monitoring.eu-west-1.amazonaws.com, eu-west-1",
        "EC2, cn-north-1, https://ec2.cn-north-1.amazonaws.com.cn, cn-north-1",
        "SSM, us-gov-west-1, https://ssm.us-gov-west-1.amazonaws.com, us-gov-west-1",
        "SECRETS_MANAGER, eu-west-1, https://secretsmanager.eu-west-1.amazonaws.com, eu-west-1"
    })
    void eachServiceIsWhereItsPartitionHasIt(AwsApi api, String region, URI endpoint, String signingRegion) {
        properties.with("aws.configFile", "/nowhere").with("aws.sharedCredentialsFile", "/nowhere");

        assertThat(QueryEndpoint.of(api.host(), region, AwsSettings.none())).isEqualTo(endpoint);
        assertThat(QueryEndpoint.signingRegion(api.host(), region)).isEqualTo(signingRegion);
    }
}
