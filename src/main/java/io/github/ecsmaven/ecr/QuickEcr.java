package io.github.ecsmaven.ecr;

import io.github.ecsmaven.aws.QuickReads;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.endpoints.EcrEndpointParams;
import software.amazon.awssdk.services.ecr.endpoints.EcrEndpointProvider;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryResponse;
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
    private static final QuickReads.Api API = new QuickReads.Api(
            "ecr", "AmazonEC2ContainerRegistry_V20150921", region -> EcrEndpointProvider.defaultProvider()
                    .resolveEndpoint(EcrEndpointParams.builder()
                            .region(Region.of(region))
                            .build())
                    .join()
                    .url());

    private final Supplier<EcrClient> clients;
    private final QuickReads reads;
    private final Supplier<String> region;
    private volatile @Nullable EcrClient client;

    /**
     * @param clients makes the SDK's client
     * @param region where the service is asked
     */
    QuickEcr(Supplier<EcrClient> clients, QuickReads reads, Supplier<String> region) {
        this.clients = clients;
        this.reads = reads;
        this.region = region;
    }

    private synchronized EcrClient client() {
        EcrClient known = client;
        if (known == null) {
            known = clients.get();
            client = known;
        }
        return known;
    }

    private <B extends SdkPojo> Optional<B> quick(String operation, SdkPojo request, Supplier<B> answer) {
        return client == null ? reads.read(API, region.get(), operation, request, answer) : Optional.empty();
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
        return quick("BatchGetImage", request, BatchGetImageResponse::builder)
                .map(BatchGetImageResponse.Builder::build)
                .orElseGet(() -> client().batchGetImage(request));
    }

    @Override
    public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
        return quick("DescribeImages", request, DescribeImagesResponse::builder)
                .map(DescribeImagesResponse.Builder::build)
                .orElseGet(() -> client().describeImages(request));
    }

    @Override
    public DescribeRepositoriesResponse describeRepositories(DescribeRepositoriesRequest request) {
        return quick("DescribeRepositories", request, DescribeRepositoriesResponse::builder)
                .map(DescribeRepositoriesResponse.Builder::build)
                .orElseGet(() -> client().describeRepositories(request));
    }

    @Override
    public GetLifecyclePolicyResponse getLifecyclePolicy(GetLifecyclePolicyRequest request) {
        return quick("GetLifecyclePolicy", request, GetLifecyclePolicyResponse::builder)
                .map(GetLifecyclePolicyResponse.Builder::build)
                .orElseGet(() -> client().getLifecyclePolicy(request));
    }

    @Override
    public CreateRepositoryResponse createRepository(CreateRepositoryRequest request) {
        return client().createRepository(request);
    }

    @Override
    public GetAuthorizationTokenResponse getAuthorizationToken(GetAuthorizationTokenRequest request) {
        return client().getAuthorizationToken(request);
    }

    @Override
    public GetDownloadUrlForLayerResponse getDownloadUrlForLayer(GetDownloadUrlForLayerRequest request) {
        return client().getDownloadUrlForLayer(request);
    }

    @Override
    public GetLifecyclePolicyPreviewResponse getLifecyclePolicyPreview(GetLifecyclePolicyPreviewRequest request) {
        return client().getLifecyclePolicyPreview(request);
    }

    @Override
    public GetRepositoryPolicyResponse getRepositoryPolicy(GetRepositoryPolicyRequest request) {
        return client().getRepositoryPolicy(request);
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return client().listTagsForResource(request);
    }

    @Override
    public PutImageResponse putImage(PutImageRequest request) {
        return client().putImage(request);
    }

    @Override
    public PutImageScanningConfigurationResponse putImageScanningConfiguration(
            PutImageScanningConfigurationRequest request) {
        return client().putImageScanningConfiguration(request);
    }

    @Override
    public PutImageTagMutabilityResponse putImageTagMutability(PutImageTagMutabilityRequest request) {
        return client().putImageTagMutability(request);
    }

    @Override
    public PutLifecyclePolicyResponse putLifecyclePolicy(PutLifecyclePolicyRequest request) {
        return client().putLifecyclePolicy(request);
    }

    @Override
    public SetRepositoryPolicyResponse setRepositoryPolicy(SetRepositoryPolicyRequest request) {
        return client().setRepositoryPolicy(request);
    }

    @Override
    public StartLifecyclePolicyPreviewResponse startLifecyclePolicyPreview(StartLifecyclePolicyPreviewRequest request) {
        return client().startLifecyclePolicyPreview(request);
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        return client().tagResource(request);
    }
}
