package io.github.ecsmaven.ecr;

import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.aws.QuickCalls;
import io.github.ecsmaven.aws.QuickClient;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryResponse;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryResponse;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesResponse;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenRequest;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenResponse;
import software.amazon.awssdk.services.ecr.model.GetDownloadUrlForLayerRequest;
import software.amazon.awssdk.services.ecr.model.GetDownloadUrlForLayerResponse;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyPreviewRequest;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyPreviewResponse;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyRequest;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyResponse;
import software.amazon.awssdk.services.ecr.model.GetRepositoryPolicyRequest;
import software.amazon.awssdk.services.ecr.model.GetRepositoryPolicyResponse;
import software.amazon.awssdk.services.ecr.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecr.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ecr.model.PutImageRequest;
import software.amazon.awssdk.services.ecr.model.PutImageResponse;
import software.amazon.awssdk.services.ecr.model.PutImageScanningConfigurationRequest;
import software.amazon.awssdk.services.ecr.model.PutImageScanningConfigurationResponse;
import software.amazon.awssdk.services.ecr.model.PutImageTagMutabilityRequest;
import software.amazon.awssdk.services.ecr.model.PutImageTagMutabilityResponse;
import software.amazon.awssdk.services.ecr.model.PutLifecyclePolicyRequest;
import software.amazon.awssdk.services.ecr.model.PutLifecyclePolicyResponse;
import software.amazon.awssdk.services.ecr.model.SetRepositoryPolicyRequest;
import software.amazon.awssdk.services.ecr.model.SetRepositoryPolicyResponse;
import software.amazon.awssdk.services.ecr.model.StartLifecyclePolicyPreviewRequest;
import software.amazon.awssdk.services.ecr.model.StartLifecyclePolicyPreviewResponse;
import software.amazon.awssdk.services.ecr.model.TagResourceRequest;
import software.amazon.awssdk.services.ecr.model.TagResourceResponse;

/**
 * Amazon ECR as the plugin uses it: what a run asks that changes nothing, or only pushes an image, is quick, and the SDK's client is made
 * when something else is asked, or one of them has no good answer. From then on it answers everything.
 */
final class QuickEcr implements EcrClient {
    private static final QuickCalls.Api API =
            new QuickCalls.Api("ecr", "api.ecr", "AmazonEC2ContainerRegistry_V20150921");

    private final QuickClient<EcrClient> client;

    private QuickEcr(QuickClient<EcrClient> client) {
        this.client = client;
    }

    /** @param region where the service is asked */
    static QuickEcr of(AwsSession session, Supplier<String> region) {
        return new QuickEcr(new QuickClient<>(
                () -> session.client(EcrClient.builder(), region.get()), session.quickCalls(), API, region));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** The session closes the SDK's client. */
    @Override
    public void close() {}

    @Override
    public BatchGetImageResponse batchGetImage(BatchGetImageRequest request) {
        return client.read("BatchGetImage", request, BatchGetImageResponse::builder)
                .map(BatchGetImageResponse.Builder::build)
                .orElseGet(() -> client.sdk().batchGetImage(request));
    }

    @Override
    public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
        return client.read("DescribeImages", request, DescribeImagesResponse::builder)
                .map(DescribeImagesResponse.Builder::build)
                .orElseGet(() -> client.sdk().describeImages(request));
    }

    @Override
    public DescribeRepositoriesResponse describeRepositories(DescribeRepositoriesRequest request) {
        return client.read("DescribeRepositories", request, DescribeRepositoriesResponse::builder)
                .map(DescribeRepositoriesResponse.Builder::build)
                .orElseGet(() -> client.sdk().describeRepositories(request));
    }

    @Override
    public GetLifecyclePolicyResponse getLifecyclePolicy(GetLifecyclePolicyRequest request) {
        return client.read("GetLifecyclePolicy", request, GetLifecyclePolicyResponse::builder)
                .map(GetLifecyclePolicyResponse.Builder::build)
                .orElseGet(() -> client.sdk().getLifecyclePolicy(request));
    }

    @Override
    public CreateRepositoryResponse createRepository(CreateRepositoryRequest request) {
        return client.sdk().createRepository(request);
    }

    @Override
    public GetAuthorizationTokenResponse getAuthorizationToken(GetAuthorizationTokenRequest request) {
        return client.read("GetAuthorizationToken", request, GetAuthorizationTokenResponse::builder)
                .map(GetAuthorizationTokenResponse.Builder::build)
                .orElseGet(() -> client.sdk().getAuthorizationToken(request));
    }

    @Override
    public GetDownloadUrlForLayerResponse getDownloadUrlForLayer(GetDownloadUrlForLayerRequest request) {
        return client.sdk().getDownloadUrlForLayer(request);
    }

    @Override
    public GetLifecyclePolicyPreviewResponse getLifecyclePolicyPreview(GetLifecyclePolicyPreviewRequest request) {
        return client.sdk().getLifecyclePolicyPreview(request);
    }

    @Override
    public GetRepositoryPolicyResponse getRepositoryPolicy(GetRepositoryPolicyRequest request) {
        return client.sdk().getRepositoryPolicy(request);
    }

    @Override
    public DeleteRepositoryResponse deleteRepository(DeleteRepositoryRequest request) {
        return client.sdk().deleteRepository(request);
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return client.sdk().listTagsForResource(request);
    }

    /** An answer that was lost does no harm: what the SDK's client then puts again is there already, as an exception of its own says. */
    @Override
    public PutImageResponse putImage(PutImageRequest request) {
        return client.write("PutImage", request, PutImageResponse::builder)
                .map(PutImageResponse.Builder::build)
                .orElseGet(() -> client.sdk().putImage(request));
    }

    @Override
    public PutImageScanningConfigurationResponse putImageScanningConfiguration(
            PutImageScanningConfigurationRequest request) {
        return client.sdk().putImageScanningConfiguration(request);
    }

    @Override
    public PutImageTagMutabilityResponse putImageTagMutability(PutImageTagMutabilityRequest request) {
        return client.sdk().putImageTagMutability(request);
    }

    @Override
    public PutLifecyclePolicyResponse putLifecyclePolicy(PutLifecyclePolicyRequest request) {
        return client.sdk().putLifecyclePolicy(request);
    }

    @Override
    public SetRepositoryPolicyResponse setRepositoryPolicy(SetRepositoryPolicyRequest request) {
        return client.sdk().setRepositoryPolicy(request);
    }

    @Override
    public StartLifecyclePolicyPreviewResponse startLifecyclePolicyPreview(StartLifecyclePolicyPreviewRequest request) {
        return client.sdk().startLifecyclePolicyPreview(request);
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        return client.sdk().tagResource(request);
    }
}
