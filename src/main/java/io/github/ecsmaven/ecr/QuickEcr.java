package io.github.ecsmaven.ecr;

import io.github.ecsmaven.aws.QuickClient;
import io.github.ecsmaven.aws.QuickReads;
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
 * Amazon ECR as the plugin uses it: the reads of a run that changes nothing are quick, and the SDK's client is made when something else is
 * asked, or one of them has no good answer. From then on it answers everything.
 */
final class QuickEcr implements EcrClient {
    private static final QuickReads.Api API =
            new QuickReads.Api("ecr", "api.ecr", "AmazonEC2ContainerRegistry_V20150921");

    private final QuickClient<EcrClient> client;

    /**
     * @param clients makes the SDK's client
     * @param region where the service is asked
     */
    QuickEcr(Supplier<EcrClient> clients, QuickReads reads, Supplier<String> region) {
        this.client = new QuickClient<>(clients, reads, API, region);
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
        return client.sdk().getAuthorizationToken(request);
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

    @Override
    public PutImageResponse putImage(PutImageRequest request) {
        return client.sdk().putImage(request);
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
