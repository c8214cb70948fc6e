package io.github.ecsmaven.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.ActionableException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

class AwsFailuresTest {
    private static final String USER =
            "User: arn:aws:sts::123456789012:assumed-role/ci/build is not authorized to perform: ";

    private static AwsServiceException refusal(String code, String sentence, int status) {
        return AwsServiceException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName("Ecr")
                        .errorCode(code)
                        .errorMessage(sentence)
                        .build())
                .statusCode(status)
                .requestId("request-1")
                .build();
    }

    private static ActionableException explained(String code, String sentence) {
        return AwsFailures.explain("update the service", refusal(code, sentence, 400));
    }

    @Test
    void takesAwssSentenceAboutAMissingPermissionApart() {
        ActionableException e = explained(
                "AccessDeniedException",
                USER + "ecr:CreateRepository on resource: arn:aws:ecr:eu-west-1:123456789012:repository/shop because no"
                        + " identity-based policy allows the ecr:CreateRepository action");
        assertThat(e.problem())
                .isEqualTo("Could not update the service: arn:aws:sts::123456789012:assumed-role/ci/build may not"
                        + " ecr:CreateRepository on arn:aws:ecr:eu-west-1:123456789012:repository/shop (because no"
                        + " identity-based policy allows the ecr:CreateRepository action).");
        assertThat(e.remedy())
                .isEqualTo("Allow it in an IAM policy of that identity: {\"Effect\": \"Allow\", \"Action\":"
                        + " \"ecr:CreateRepository\", \"Resource\":"
                        + " \"arn:aws:ecr:eu-west-1:123456789012:repository/shop\"}");
    }

    @Test
    void doesNotAdviseToAllowWhatIsExplicitlyForbidden() {
        assertThat(explained(
                                "AccessDenied",
                                USER + "ecs:UpdateService on resource: arn:aws:ecs:eu-west-1:123456789012:service/a/b"
                                        + " with an explicit deny in a service control policy")
                        .remedy())
                .contains("A policy of the AWS organization forbids it")
                .doesNotContain("Effect");
    }

    @Test
    void saysHowToReadWhatAWSEncodes() {
        ActionableException e = explained(
                "UnauthorizedOperation",
                "You are not authorized to perform this operation. Encoded authorization failure message: 8zTkgi_-AbC==");
        assertThat(e.problem()).doesNotContain("8zTkgi").contains("AWS denies access");
        assertThat(e.remedy()).endsWith("aws sts decode-authorization-message --encoded-message 8zTkgi_-AbC==");
    }

    @Test
    void understandsASentenceWithoutResourceAndReason() {
        assertThat(explained("AccessDeniedException", USER + "iam:PassRole").getMessage())
                .contains("may not iam:PassRole.", "\"Resource\": \"*\"");
        assertThat(AwsFailures.isAccessDenied(refusal("ClientException", USER + "iam:PassRole", 400)))
                .isTrue();
        assertThat(AwsFailures.isAccessDenied(refusal("ClientException", "no such cluster", 400)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDeniedException, Access denied, AWS denies access, get-caller-identity",
        "ExpiredTokenException, The security token included in the request is expired, have expired, aws sso login",
        "UnrecognizedClientException, The security token included in the request is invalid., does not know these credentials, AWS_SESSION_TOKEN",
        "ThrottlingException, Rate exceeded, throttles, in a few minutes",
        "InvalidSignatureException, Signature expired: 20260101T000000Z is now earlier than 20260101T010000Z, clock, NTP",
        "RequestTimeTooSkewed, The difference is too large, clock, NTP",
        "SignatureDoesNotMatch, The request signature we calculated does not match, signature, aws configure",
        "ClusterNotFoundException, Cluster not found., Cluster not found. (ClusterNotFoundException), request-1"
    })
    void tellsWhatToDoAboutWhatEveryServiceMaySay(String code, String sentence, String problem, String remedy) {
        ActionableException e = explained(code, sentence);
        assertThat(e.problem()).startsWith("Could not update the service: ").contains(problem);
        assertThat(e.remedy()).contains(remedy);
    }

    @Test
    void blamesAwsForItsOwnErrors() {
        assertThat(AwsFailures.explain("x", refusal("ServerException", "Internal failure", 500))
                        .remedy())
                .contains("AWS has a problem", "request-1");
    }

    @Test
    void knowsExpiredCredentials() {
        assertThat(AwsFailures.isExpired(refusal("ExpiredTokenException", "", 400)))
                .isTrue();
        assertThat(AwsFailures.isExpired(SdkClientException.create("no"))).isFalse();
    }

    @Test
    void tellsNetworkFailuresApart() {
        assertThat(AwsFailures.explain("x", SdkClientException.create("refused", new ConnectException("refused"))))
                .hasMessageContaining("AWS does not answer")
                .hasMessageContaining("<proxies>");
        assertThat(AwsFailures.explain(
                        "x",
                        SdkClientException.create("dns", new UnknownHostException("api.ecr.eu-west-9.amazonaws.com"))))
                .hasMessageContaining("there is no host api.ecr.eu-west-9.amazonaws.com")
                .hasMessageContaining("<region>");
        assertThat(AwsFailures.explain("x", SdkClientException.create("tls", new SSLHandshakeException("PKIX"))))
                .hasMessageContaining("TLS")
                .hasMessageContaining("trustStore");
        assertThat(AwsFailures.explain("x", SdkClientException.create("something\n else")))
                .hasMessageContaining("Could not x: something else");
    }

    @Test
    void anAnswerThatIsCutOffIsNotToldInTheWordsOfAParser() {
        SdkClientException cutOff = SdkClientException.create(
                "Unable to unmarshall response (software.amazon.awssdk.thirdparty.jackson.core.io.JsonEOFException)");

        assertThat(AwsFailures.explain("look up ECR repository 'shop'", cutOff))
                .hasMessageStartingWith(
                        "Could not look up ECR repository 'shop': the answer is cut off, or none that AWS gives.")
                .hasMessageContaining("a proxy, a firewall, a login page");
    }

    @Test
    void aBrokenConnectionIsTheNetworks() {
        SdkClientException reset = SdkClientException.create(
                "Unable to execute HTTP request: Connection reset", new java.net.SocketException("Connection reset"));

        assertThat(AwsFailures.explain("look up ECR repository 'shop'", reset))
                .hasMessageContaining("AWS does not answer: Unable to execute HTTP request: Connection reset")
                .hasMessageContaining("Check the network");
    }

    @Test
    void aRefusalWithoutAReasonIsNotAwss() {
        AwsServiceException bare = AwsServiceException.builder().statusCode(400).build();

        assertThat(AwsFailures.explain("look up ECR repository 'shop'", bare))
                .hasMessageContaining("HTTP 400 came, with no reason that AWS would give.");
    }
}
