package io.github.ecsmaven.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesResponse;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenRequest;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenResponse;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyRequest;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyResponse;
import software.amazon.awssdk.services.ecr.model.PutImageRequest;
import software.amazon.awssdk.services.ecr.model.PutImageResponse;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.utils.builder.Buildable;

class QuickCallsTest {
    private static final QuickCalls.Api ECS = new QuickCalls.Api("ecs", "ecs", "AmazonEC2ContainerServiceV20141113");
    private static final QuickCalls.Api ECR =
            new QuickCalls.Api("ecr", "api.ecr", "AmazonEC2ContainerRegistry_V20150921");

    private final SystemProperties properties = new SystemProperties();
    private AwsStandIn aws;
    private AwsSession session;

    /** A call, and the same of the SDK's client. */
    private record Read(
            String operation,
            QuickCalls.Api api,
            SdkPojo request,
            Supplier<? extends SdkPojo> answer,
            Function<AwsSession, SdkPojo> bySdk) {
        @Override
        public String toString() {
            return operation;
        }
    }

    @BeforeEach
    void open() throws IOException {
        aws = new AwsStandIn();
        properties.with("aws.accessKeyId", Identities.CI).with("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
        session = new AwsSession(new AwsSettings(
                Optional.of("eu-west-1"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(aws.uri()),
                Optional.empty()));
    }

    @AfterEach
    void close() {
        session.close();
        properties.close();
        aws.close();
    }

    static Stream<Read> reads() {
        DescribeServicesRequest services = DescribeServicesRequest.builder()
                .cluster("prod")
                .services("shop")
                .build();
        DescribeTaskDefinitionRequest definition = DescribeTaskDefinitionRequest.builder()
                .taskDefinition("shop:1")
                .include(TaskDefinitionField.TAGS)
                .build();
        ListServiceDeploymentsRequest deployments = ListServiceDeploymentsRequest.builder()
                .cluster("prod")
                .service("shop")
                .maxResults(20)
                .build();
        DescribeRepositoriesRequest repositories =
                DescribeRepositoriesRequest.builder().repositoryNames("shop").build();
        GetLifecyclePolicyRequest policy = GetLifecyclePolicyRequest.builder()
                .registryId("123456789012")
                .repositoryName("shop")
                .build();
        DescribeImagesRequest images = DescribeImagesRequest.builder()
                .repositoryName("shop")
                .filter(filter -> filter.imageStatus("ANY"))
                .build();
        BatchGetImageRequest manifests = BatchGetImageRequest.builder()
                .repositoryName("shop")
                .imageIds(id -> id.imageTag("1"), id -> id.imageTag("2"))
                .build();
        GetAuthorizationTokenRequest token =
                GetAuthorizationTokenRequest.builder().build();
        PutImageRequest image = PutImageRequest.builder()
                .repositoryName("shop")
                .imageManifest("{}")
                .imageTag("1")
                .build();
        return Stream.of(
                new Read(
                        "DescribeServices",
                        ECS,
                        services,
                        DescribeServicesResponse::builder,
                        aws -> ecs(aws).describeServices(services)),
                new Read(
                        "DescribeTaskDefinition",
                        ECS,
                        definition,
                        DescribeTaskDefinitionResponse::builder,
                        aws -> ecs(aws).describeTaskDefinition(definition)),
                new Read(
                        "ListServiceDeployments",
                        ECS,
                        deployments,
                        ListServiceDeploymentsResponse::builder,
                        aws -> ecs(aws).listServiceDeployments(deployments)),
                new Read(
                        "DescribeRepositories",
                        ECR,
                        repositories,
                        DescribeRepositoriesResponse::builder,
                        aws -> ecr(aws).describeRepositories(repositories)),
                new Read(
                        "GetLifecyclePolicy",
                        ECR,
                        policy,
                        GetLifecyclePolicyResponse::builder,
                        aws -> ecr(aws).getLifecyclePolicy(policy)),
                new Read("DescribeImages", ECR, images, DescribeImagesResponse::builder, aws -> ecr(aws).describeImages(
                                images)),
                new Read("BatchGetImage", ECR, manifests, BatchGetImageResponse::builder, aws -> ecr(aws).batchGetImage(
                                manifests)),
                new Read(
                        "GetAuthorizationToken",
                        ECR,
                        token,
                        GetAuthorizationTokenResponse::builder,
                        aws -> ecr(aws).getAuthorizationToken(token)),
                new Read("PutImage", ECR, image, PutImageResponse::builder, aws -> ecr(aws).putImage(image)));
    }

    private static EcsClient ecs(AwsSession aws) {
        return aws.client(EcsClient.builder());
    }

    private static EcrClient ecr(AwsSession aws) {
        return aws.client(EcrClient.builder());
    }

    private Optional<Object> quickly(Read read) {
        return session.quickCalls()
                .read(read.api(), "eu-west-1", read.operation(), read.request(), read.answer()::get)
                .map(answer -> ((Buildable) answer).build());
    }

    private void answers(String json) {
        aws.next.add(new AwsStandIn.Answer(200, "application/x-amz-json-1.1", json));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void readsWhatTheSdkReadsWithEveryMemberSet(Read read) {
        String json = Filled.json(read.answer().get(), 6);
        answers(json);
        answers(json);

        Optional<Object> quick = quickly(read);
        SdkPojo expected = read.bySdk().apply(session);

        assertThat(quick).hasValueSatisfying(answer -> assertThat(expected.equalsBySdkFields(answer))
                .as("%s\nis\n%s", answer, expected)
                .isTrue());
    }

    @ParameterizedTest
    @MethodSource("reads")
    void readsAnAnswerWithNothingInIt(Read read) {
        answers("{}");
        answers("{}");

        Optional<Object> quick = quickly(read);

        SdkPojo expected = read.bySdk().apply(session);
        assertThat(quick).hasValueSatisfying(answer -> assertThat(expected.equalsBySdkFields(answer))
                .isTrue());
    }

    @ParameterizedTest
    @MethodSource("reads")
    void asksAsTheSdkAsks(Read read) throws IOException {
        answers("{}");
        answers("{}");

        quickly(read);
        read.bySdk().apply(session);

        List<AwsStandIn.Request> requests = aws.requests;
        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).target()).isEqualTo(requests.get(1).target());
        assertThat(tree(requests.get(0).body())).isEqualTo(tree(requests.get(1).body()));
        assertThat(requests.get(0).userAgent()).isEqualTo("ecs-maven-plugin");
        assertThat(scope(requests.get(0))).isEqualTo(scope(requests.get(1)));
    }

    private static JsonNode tree(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }

    /** Key, day, region and service of a signature. */
    private static String scope(AwsStandIn.Request request) {
        return request.authorization().replaceFirst(".*Credential=([^,]*),.*", "$1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{\"services\":7}",
                "{\"services\":[{\"desiredCount\":\"many\"}]}",
                "{\"services\":[{\"createdAt\":\"yesterday\"}]}",
                // A free-form document
                "{\"services\":[{\"deploymentConfiguration\":{\"lifecycleHooks\":[{\"hookDetails\":{\"a\":1}}]}}]}"
            })
    void leavesAnAnswerThatItDoesNotUnderstandToTheSdk(String answer) {
        answers(answer);

        assertThat(quickly(reads().findFirst().orElseThrow())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 500, 503})
    void leavesARefusalToTheSdk(int status) {
        aws.next.add(new AwsStandIn.Answer(
                status, "application/x-amz-json-1.1", "{\"__type\":\"ThrottlingException\",\"message\":\"slowly\"}"));

        assertThat(quickly(reads().findFirst().orElseThrow())).isEmpty();
        assertThat(aws.requests).hasSize(1);
    }

    @Test
    void doesNotKeepAnAnswerWithoutEnd() {
        answers("{\"nextToken\":\"" + "x".repeat(17 << 20) + "\"}");

        assertThat(quickly(reads().findFirst().orElseThrow())).isEmpty();
    }

    @Test
    void leavesAnEndpointThatDoesNotAnswerToTheSdk() {
        aws.close();

        assertThat(quickly(reads().findFirst().orElseThrow())).isEmpty();
    }

    @Test
    void leavesFipsEndpointsToTheSdk() {
        properties.with("aws.useFipsEndpoint", "true");
        answers("{}");

        assertThat(quickly(reads().findFirst().orElseThrow())).isEmpty();
        assertThat(aws.requests).isEmpty();
    }

    @Test
    void forgetsWhatItKnewWhenSomethingIsChanged() {
        String before = session.recent().read("image", "shop:1", () -> "none");
        answers("{}");

        session.quickCalls()
                .write(ECR, "eu-west-1", "PutImage", PutImageRequest.builder().build(), PutImageResponse::builder);

        assertThat(before).isEqualTo("none");
        assertThat(session.recent().<String>read("image", "shop:1", () -> "new"))
                .isEqualTo("new");
    }
}
