package io.github.ecsmaven.ecr;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.*;

/** A registry in memory that answers what our code asks of ECR, and refuses like ECR. What it does not answer throws. */
final class FakeEcr implements EcrClient {
    static final String ACCOUNT = "123456789012";
    static final String HOST = ACCOUNT + ".dkr.ecr.eu-west-1.amazonaws.com";

    final Map<String, software.amazon.awssdk.services.ecr.model.Repository> repositories = new TreeMap<>();
    final Map<String, Map<String, String>> tags = new HashMap<>();
    final Map<String, String> policies = new HashMap<>();
    final Map<String, String> lifecyclePolicies = new HashMap<>();
    final List<Image> images = new ArrayList<>();
    final List<String> writes = new ArrayList<>();

    String host = HOST;
    InstantSource clock = InstantSource.system();
    Duration tokenLife = Duration.ofHours(12);
    int tokensGiven;
    Supplier<Optional<String>> someoneElseCreates = Optional::empty;
    Optional<RuntimeException> failure = Optional.empty();

    FakeEcr withRepository(String name) {
        return withRepository(name, builder -> {});
    }

    FakeEcr withRepository(
            String name,
            java.util.function.Consumer<software.amazon.awssdk.services.ecr.model.Repository.Builder> more) {
        var builder = software.amazon.awssdk.services.ecr.model.Repository.builder()
                .repositoryName(name)
                .registryId(ACCOUNT)
                .repositoryArn(arn(name))
                .repositoryUri(host + "/" + name)
                .imageTagMutability(ImageTagMutability.MUTABLE)
                .imageScanningConfiguration(scanning -> scanning.scanOnPush(false))
                .encryptionConfiguration(encryption -> encryption.encryptionType(EncryptionType.AES256));
        more.accept(builder);
        repositories.put(name, builder.build());
        return this;
    }

    static String arn(String name) {
        return "arn:aws:ecr:eu-west-1:" + ACCOUNT + ":repository/" + name;
    }

    FakeEcr withImage(String repository, String tag, String digest, String manifest) {
        images.add(Image.builder()
                .repositoryName(repository)
                .imageId(id -> id.imageTag(tag).imageDigest(digest))
                .imageManifest(manifest)
                .build());
        return this;
    }

    @Override
    public DescribeRepositoriesResponse describeRepositories(DescribeRepositoriesRequest request) {
        fail();
        return DescribeRepositoriesResponse.builder()
                .repositories(existing(request.repositoryNames().get(0)))
                .build();
    }

    @Override
    public CreateRepositoryResponse createRepository(CreateRepositoryRequest request) {
        fail();
        String name = request.repositoryName();
        someoneElseCreates.get().ifPresent(this::withRepository);
        if (repositories.containsKey(name)) {
            throw RepositoryAlreadyExistsException.builder().message("exists").build();
        }
        writes.add("create " + name);
        withRepository(name, repository -> {
            if (request.imageTagMutability() != null) {
                repository.imageTagMutability(request.imageTagMutability());
            }
            if (request.hasImageTagMutabilityExclusionFilters()) {
                repository.imageTagMutabilityExclusionFilters(request.imageTagMutabilityExclusionFilters());
            }
            if (request.encryptionConfiguration() != null) {
                repository.encryptionConfiguration(request.encryptionConfiguration());
            }
            if (request.imageScanningConfiguration() != null) {
                repository.imageScanningConfiguration(request.imageScanningConfiguration());
            }
        });
        put(arn(name), request.tags());
        return CreateRepositoryResponse.builder()
                .repository(repositories.get(name))
                .build();
    }

    @Override
    public PutImageTagMutabilityResponse putImageTagMutability(PutImageTagMutabilityRequest request) {
        writes.add("mutability " + request.repositoryName());
        repositories.put(
                request.repositoryName(),
                existing(request.repositoryName()).toBuilder()
                        .imageTagMutability(request.imageTagMutability())
                        .imageTagMutabilityExclusionFilters(request.imageTagMutabilityExclusionFilters())
                        .build());
        return PutImageTagMutabilityResponse.builder().build();
    }

    @Override
    public PutImageScanningConfigurationResponse putImageScanningConfiguration(
            PutImageScanningConfigurationRequest request) {
        writes.add("scanning " + request.repositoryName());
        repositories.put(
                request.repositoryName(),
                existing(request.repositoryName()).toBuilder()
                        .imageScanningConfiguration(request.imageScanningConfiguration())
                        .build());
        return PutImageScanningConfigurationResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(tags.getOrDefault(request.resourceArn(), Map.of()).entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        writes.add("tag " + request.resourceArn());
        put(request.resourceArn(), request.tags());
        return TagResourceResponse.builder().build();
    }

    private void put(String arn, List<Tag> more) {
        more.forEach(tag -> tags.computeIfAbsent(arn, key -> new TreeMap<>()).put(tag.key(), tag.value()));
    }

    @Override
    public GetRepositoryPolicyResponse getRepositoryPolicy(GetRepositoryPolicyRequest request) {
        existing(request.repositoryName());
        if (!policies.containsKey(request.repositoryName())) {
            throw RepositoryPolicyNotFoundException.builder().message("none").build();
        }
        return GetRepositoryPolicyResponse.builder()
                .policyText(policies.get(request.repositoryName()))
                .build();
    }

    @Override
    public SetRepositoryPolicyResponse setRepositoryPolicy(SetRepositoryPolicyRequest request) {
        writes.add("policy " + request.repositoryName());
        policies.put(request.repositoryName(), request.policyText());
        return SetRepositoryPolicyResponse.builder().build();
    }

    @Override
    public GetLifecyclePolicyResponse getLifecyclePolicy(GetLifecyclePolicyRequest request) {
        existing(request.repositoryName());
        if (!lifecyclePolicies.containsKey(request.repositoryName())) {
            throw LifecyclePolicyNotFoundException.builder().message("none").build();
        }
        return GetLifecyclePolicyResponse.builder()
                .lifecyclePolicyText(lifecyclePolicies.get(request.repositoryName()))
                .build();
    }

    @Override
    public PutLifecyclePolicyResponse putLifecyclePolicy(PutLifecyclePolicyRequest request) {
        existing(request.repositoryName());
        writes.add("lifecycle " + request.repositoryName());
        lifecyclePolicies.put(request.repositoryName(), request.lifecyclePolicyText());
        return PutLifecyclePolicyResponse.builder().build();
    }

    @Override
    public BatchGetImageResponse batchGetImage(BatchGetImageRequest request) {
        existing(request.repositoryName());
        List<Image> found = new ArrayList<>();
        List<ImageFailure> failures = new ArrayList<>();
        for (ImageIdentifier id : request.imageIds()) {
            images.stream()
                    .filter(image -> image.repositoryName().equals(request.repositoryName()) && is(image, id))
                    .findFirst()
                    .ifPresentOrElse(
                            found::add,
                            () -> failures.add(ImageFailure.builder()
                                    .imageId(id)
                                    .failureCode(ImageFailureCode.IMAGE_NOT_FOUND)
                                    .failureReason("Requested image not found")
                                    .build()));
        }
        return BatchGetImageResponse.builder().images(found).failures(failures).build();
    }

    @Override
    public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
        existing(request.repositoryName());
        return images.stream()
                .filter(image -> is(image, request.imageIds().get(0)))
                .findFirst()
                .map(image -> DescribeImagesResponse.builder()
                        .imageDetails(
                                detail -> detail.imageDigest(image.imageId().imageDigest()))
                        .build())
                .orElseThrow(() ->
                        ImageNotFoundException.builder().message("not found").build());
    }

    private static boolean is(Image image, ImageIdentifier id) {
        return id.imageTag() == null
                ? image.imageId().imageDigest().equals(id.imageDigest())
                : id.imageTag().equals(image.imageId().imageTag());
    }

    @Override
    public GetDownloadUrlForLayerResponse getDownloadUrlForLayer(GetDownloadUrlForLayerRequest request) {
        return GetDownloadUrlForLayerResponse.builder()
                .downloadUrl("http://layers.example/" + request.layerDigest() + "?signature=secret")
                .build();
    }

    @Override
    public GetAuthorizationTokenResponse getAuthorizationToken(GetAuthorizationTokenRequest request) {
        fail();
        tokensGiven++;
        String token = "AWS:pass:word-" + tokensGiven;
        return GetAuthorizationTokenResponse.builder()
                .authorizationData(data -> data.authorizationToken(
                                Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8)))
                        .expiresAt(clock.instant().plus(tokenLife))
                        .proxyEndpoint("https://" + HOST))
                .build();
    }

    private software.amazon.awssdk.services.ecr.model.Repository existing(String name) {
        if (!repositories.containsKey(name)) {
            throw (EcrException) refusal(
                    RepositoryNotFoundException.builder(),
                    "RepositoryNotFoundException",
                    "The repository with name '" + name + "' does not exist in the registry with id '" + ACCOUNT + "'");
        }
        return repositories.get(name);
    }

    static RuntimeException refusal(
            software.amazon.awssdk.awscore.exception.AwsServiceException.Builder builder,
            String code,
            String sentence) {
        return builder.awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName("Ecr")
                        .errorCode(code)
                        .errorMessage(sentence)
                        .build())
                .statusCode(400)
                .requestId("request-1")
                .build();
    }

    private void fail() {
        failure.ifPresent(e -> {
            throw e;
        });
    }

    @Override
    public String serviceName() {
        return "ecr";
    }

    @Override
    public void close() {}
}
