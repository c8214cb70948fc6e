package io.github.ecsmaven.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.EcrException;

/** What every request passes before a service sees it. */
class SandboxFrontTest {
    private static final String ECR = "AmazonEC2ContainerRegistry_V20150921.";

    private static Sandbox sandbox;
    private static EcrClient ecr;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults());
        ecr = SdkClients.ecr(sandbox);
    }

    @AfterAll
    static void stop() {
        ecr.close();
        sandbox.close();
    }

    @AfterEach
    void forget() {
        sandbox.faults().clear();
        sandbox.requestLog().clear();
    }

    @Test
    void refusesARequestWithoutSignature() throws Exception {
        HttpRequest unsigned = HttpRequest.newBuilder(sandbox.endpoint().resolve("/"))
                .header("X-Amz-Target", ECR + "DescribeRepositories")
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<String> answer = http.send(unsigned, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"__type\":\"MissingAuthenticationTokenException\"");
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
    }

    @Test
    void refusesAnUnknownAccessKey() {
        try (EcrClient unknown = SdkClients.ecr(sandbox, SdkClients.user("AKIAUNKNOWNUNKNOWNXX"))) {
            assertThatThrownBy(unknown::describeRepositories)
                    .isInstanceOfSatisfying(
                            EcrException.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnrecognizedClientException"));
        }
    }

    @Test
    void refusesASessionTokenThatDoesNotBelongToTheKey() {
        AwsSessionCredentials forged = AwsSessionCredentials.create(Identities.CI, "secret", "forged");
        try (EcrClient client = SdkClients.ecr(sandbox, forged)) {
            assertThatThrownBy(client::describeRepositories).hasMessageContaining("security token included");
        }
    }

    @Test
    void refusesASignatureForAnotherRegionOrService() throws Exception {
        assertThat(post(ECR + "DescribeRepositories", "{}", signed("ecr").inRegion("us-west-2"))
                        .body())
                .contains("InvalidSignatureException", "valid region");
        assertThat(post(ECR + "DescribeRepositories", "{}", signed("ecs")).body())
                .contains("correct service: 'ecr'");
    }

    @Test
    void answersAnUnimplementedOperationWithAnError() throws Exception {
        HttpResponse<String> answer = post(ECR + "PutReplicationConfiguration", "{}", signed("ecr"));
        assertThat(answer.statusCode()).isEqualTo(501);
        assertThat(answer.body()).contains("does not implement ecr:PutReplicationConfiguration");
    }

    @Test
    void answersAnUnimplementedMemberWithAnError() throws Exception {
        HttpResponse<String> answer = post(ECR + "DescribeRepositories", "{\"newMember\": 1}", signed("ecr"));
        assertThat(answer.body()).contains("the member 'newMember' of ecr:DescribeRepositories");
    }

    @Test
    void answersAServiceItDoesNotHaveWithAnError() throws Exception {
        assertThat(post("DynamoDB_20120810.ListTables", "{}", signed("dynamodb"))
                        .statusCode())
                .isEqualTo(501);
    }

    @Test
    void refusesWhatIsNotJson() throws Exception {
        assertThat(post(ECR + "DescribeRepositories", "[", signed("ecr")).body())
                .contains("SerializationException");
    }

    @Test
    void tellsADeniedUserTheMissingActionInAwssWords() {
        try (EcrClient nobody = SdkClients.ecr(sandbox, SdkClients.user(Identities.NOBODY))) {
            assertThatThrownBy(() -> nobody.createRepository(r -> r.repositoryName("shop")))
                    .hasMessageContaining("User: arn:aws:iam::123456789012:user/nobody is not authorized to perform:"
                            + " ecr:CreateRepository on resource: arn:aws:ecr:eu-west-1:123456789012:repository/shop"
                            + " because no identity-based policy allows the ecr:CreateRepository action");
        }
    }

    @Test
    void deniesSingleActions() {
        sandbox.identities().addUser("AKIAREADER0000000000", "reader", Set.of("ecr:CreateRepository"));
        try (EcrClient reader = SdkClients.ecr(sandbox, SdkClients.user("AKIAREADER0000000000"))) {
            reader.describeRepositories();
            assertThatThrownBy(() -> reader.createRepository(r -> r.repositoryName("shop")))
                    .hasMessageContaining("user/reader is not authorized");
        }
    }

    @Test
    void throttlesAsOftenAsAsked() {
        sandbox.faults().throttle("ecr:DescribeRepositories", 2);
        assertThatThrownBy(ecr::describeRepositories).hasMessageContaining("Rate exceeded");
        assertThatThrownBy(ecr::describeRepositories)
                .isInstanceOfSatisfying(EcrException.class, e -> assertThat(e.isThrottlingException())
                        .isTrue());
        ecr.describeRepositories();
    }

    @Test
    void failsAsAServer() {
        sandbox.faults().serverError("ecr:*", 1);
        assertThatThrownBy(ecr::describeRepositories)
                .isInstanceOfSatisfying(
                        EcrException.class, e -> assertThat(e.statusCode()).isEqualTo(500));
    }

    @Test
    void resetsConnections() {
        sandbox.faults().reset("ecr:DescribeRepositories", 2);
        assertThatThrownBy(ecr::describeRepositories).isInstanceOf(SdkClientException.class);
        assertThat(sandbox.requestLog().all().get(0).status()).isZero();
    }

    @Test
    void losesTheAnswerOfARequestThatItCarriedOut() {
        sandbox.faults().loseAnswer("ecr:CreateRepository", 1);
        assertThatThrownBy(() -> ecr.createRepository(r -> r.repositoryName("lost")));
        assertThat(sandbox.ecr().repositoryNames()).contains("lost");
    }

    @Test
    void answersATlsHelloAtOnceInPlainHttp() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", sandbox.endpoint().getPort())) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write(new byte[] {0x16, 3, 1, 0, 5});
            byte[] answer = socket.getInputStream().readNBytes(12);

            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.0 400");
        }
    }

    @Test
    void writesDownReadsAndWrites() {
        ecr.createRepository(r -> r.repositoryName("logged"));
        ecr.describeRepositories();
        assertThat(sandbox.requestLog().operations())
                .containsExactly("ecr:CreateRepository", "ecr:DescribeRepositories");
        assertThat(sandbox.requestLog().writes()).containsExactly("ecr:CreateRepository");
    }

    @Test
    void showsRequestsAndRepositoriesToOtherProcesses() throws Exception {
        ecr.createRepository(r -> r.repositoryName("seen"));
        assertThat(control("GET", "requests", "").body()).contains("\"operation\" : \"ecr:CreateRepository\"");
        assertThat(control("GET", "repositories", "").body()).contains("\"repositoryName\" : \"seen\"");
        control("DELETE", "requests", "");
        assertThat(control("GET", "requests", "").body()).doesNotContain("ecr:CreateRepository");
    }

    @Test
    void takesFaultsAndUsersFromOtherProcesses() throws Exception {
        control("POST", "faults", "{\"on\": \"ecr:DescribeRepositories\", \"kind\": \"throttle\"}");
        assertThatThrownBy(ecr::describeRepositories).hasMessageContaining("Rate exceeded");
        control(
                "POST",
                "users",
                "{\"accessKeyId\": \"AKIAOTHER00000000000\", \"name\": \"other\", \"deniedActions\": [\"ecr:*\"]}");
        try (EcrClient other = SdkClients.ecr(sandbox, SdkClients.user("AKIAOTHER00000000000"))) {
            assertThatThrownBy(other::describeRepositories).hasMessageContaining("user/other is not authorized");
        }
    }

    @Test
    void takesSubnetsAndSecurityGroupsFromOtherProcesses() throws Exception {
        control("POST", "subnets", "{\"id\": \"subnet-2a3b4c5d6e7f80912\", \"zone\": \"eu-west-1c\"}");
        control("POST", "security-groups", "{\"id\": \"sg-2a3b4c5d6e7f80912\"}");
        assertThat(sandbox.vpc().zone("subnet-2a3b4c5d6e7f80912")).contains("eu-west-1c");
        assertThat(sandbox.vpc().hasSecurityGroup("sg-2a3b4c5d6e7f80912")).isTrue();
    }

    private HttpResponse<String> control(String method, String what, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(sandbox.endpoint().resolve("/_sandbox/" + what))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String target, String body, HandSigned by) throws Exception {
        Map<String, String> headers = Map.of("X-Amz-Target", target, "Content-Type", "application/x-amz-json-1.1");
        return http.send(by.post(sandbox.endpoint(), headers, body).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HandSigned signed(String service) {
        return HandSigned.by(Identities.CI, service);
    }
}
