package io.github.ecsmaven.sandbox.ecr;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.JsonService;
import io.github.ecsmaven.sandbox.RequestMembers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ECR: its JSON API, and for tests a look behind it. */
public final class EcrSandbox implements JsonService {
    private final Map<String, EcrOperation> operations = new HashMap<>();
    private final Repositories repositories;
    private final AuthorizationTokens tokens;
    private final BlobStore blobs;
    private final String endpoint;
    private final LifecycleOperations lifecycle;
    private final LayerOperations layers;
    private final RegistryStore registry;

    /** @param host of the registry with its port, what repository URIs begin with */
    public EcrSandbox(String account, String region, String host, Clock clock) {
        repositories = new Repositories(account, region, host, clock);
        tokens = new AuthorizationTokens(clock);
        blobs = BlobStore.inTemporaryDirectory();
        endpoint = "http://" + host;
        lifecycle = new LifecycleOperations(repositories);
        layers = new LayerOperations(repositories, blobs, endpoint);
        registry = new RegistryStore(repositories);
        operations.putAll(new RepositoryOperations(repositories).operations());
        operations.putAll(new AttachmentOperations(repositories).operations());
        operations.putAll(new ImageQueries(repositories).operations());
        operations.putAll(new ImageOperations(repositories).operations());
        operations.putAll(layers.operations());
        operations.putAll(lifecycle.operations());
        operations.put("GetAuthorizationToken", this::authorizationToken);
    }

    @Override
    public String targetPrefix() {
        return "AmazonEC2ContainerRegistry_V20150921";
    }

    @Override
    public String signingName() {
        return "ecr";
    }

    @Override
    public ObjectNode call(String operation, ObjectNode request, Caller caller) throws AwsError {
        EcrOperation known = operations.get(operation);
        if (known == null) {
            throw AwsError.notImplemented("ecr:" + operation);
        }
        synchronized (repositories) {
            return known.call(request, caller);
        }
    }

    private ObjectNode authorizationToken(ObjectNode request, Caller caller) throws AwsError {
        RequestMembers members = RequestMembers.of("ecr:GetAuthorizationToken", request, "registryIds");
        caller.require("ecr:GetAuthorizationToken", "*");
        for (String registry : members.texts("registryIds")) {
            if (!registry.equals(repositories.account())) {
                throw AwsError.notImplemented("registries of other accounts");
            }
        }
        AuthorizationTokens.Issued issued = tokens.issue(caller);
        byte[] token = ("AWS:" + issued.password()).getBytes(StandardCharsets.UTF_8);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("authorizationData")
                .addObject()
                .put("authorizationToken", Base64.getEncoder().encodeToString(token))
                .put("expiresAt", Times.json(issued.expiresAt()))
                .put("proxyEndpoint", endpoint);
        return answer;
    }

    /** The registry's passwords: how long they last, and a way to end them. */
    public AuthorizationTokens tokens() {
        return tokens;
    }

    /**
     * Makes a customer's key in KMS.
     *
     * @param alias such as {@code alias/shop}
     * @return its ARN
     */
    public String addKmsKey(String alias) {
        synchronized (repositories) {
            return repositories.keys().add(alias);
        }
    }

    /** Layers and configurations on disk. */
    public BlobStore blobs() {
        return blobs;
    }

    /** What the OCI registry reads and writes. */
    public RegistryStore registry() {
        return registry;
    }

    /** How long a lifecycle preview stays IN_PROGRESS; 300 ms unless said. */
    public void previewsTake(Duration time) {
        lifecycle.previewsTake(time);
    }

    /**
     * How lifecycle previews that are started from now on end; COMPLETE unless said.
     *
     * @param status COMPLETE, EXPIRED or FAILED, of which only the first has results (ECR API reference, GetLifecyclePolicyPreview)
     */
    public void previewsEnd(String status) {
        lifecycle.previewsEnd(status);
    }

    /** The digest of a URL of GetDownloadUrlForLayer. */
    public Optional<String> layerOfTicket(String ticket) {
        synchronized (repositories) {
            return layers.digestOf(ticket);
        }
    }

    public List<String> repositoryNames() {
        synchronized (repositories) {
            return repositories.all().stream().map(Repository::name).toList();
        }
    }

    /** The structure Repository of the API. */
    public Optional<ObjectNode> repository(String name) {
        synchronized (repositories) {
            return repositories.find(name).map(Repository::json);
        }
    }

    /** A repository as CreateRepository makes it from its name alone; nothing when it is there. */
    public void createRepository(String name) {
        synchronized (repositories) {
            if (repositories.find(name).isPresent()) {
                return;
            }
            try {
                repositories.create(name, Encryption.AES256);
            } catch (AwsError invalid) {
                throw new IllegalArgumentException(invalid);
            }
        }
    }

    /** All images in the order of their push. */
    public List<StoredImage> images(String repository) {
        synchronized (repositories) {
            return repositories.find(repository).stream()
                    .flatMap(found -> found.images().all().stream())
                    .toList();
        }
    }

    /** The image of a tag or digest. */
    public Optional<StoredImage> image(String repository, String reference) {
        boolean digest = reference.startsWith("sha256:");
        synchronized (repositories) {
            return repositories.find(repository).flatMap(found -> found.images()
                    .find(digest ? reference : null, digest ? null : reference));
        }
    }

    /** What an image runs on, such as {@code linux/amd64}: one platform, or those of an index. */
    public Set<String> platforms(StoredImage image) {
        return new Platforms(blobs).of(image.manifest());
    }

    /** The lifecycle policy as ECR would give it back. */
    public @Nullable String lifecyclePolicy(String repository) {
        synchronized (repositories) {
            LifecyclePolicy policy = repositories
                    .find(repository)
                    .map(found -> found.lifecyclePolicy)
                    .orElse(null);
            return policy == null ? null : policy.text();
        }
    }

    /** Pretends that a small image was pushed at that moment, under these tags (perhaps none); tells its digest. */
    public String seedImage(String repository, Instant pushedAt, String... tags) {
        synchronized (repositories) {
            Repository into = repositories.find(repository).orElseThrow();
            return new SeedImage(blobs).into(into, pushedAt, List.of(tags)).digest();
        }
    }

    /** Does what ECR does within a day: acts on every image that the repository's policy picks now. Tells their digests. */
    public List<String> applyLifecyclePolicy(String repository) {
        synchronized (repositories) {
            Repository of = repositories.find(repository).orElseThrow();
            return lifecycle.apply(of).stream().map(StoredImage::digest).toList();
        }
    }

    /** Archives an image, as a user does with UpdateImageStorageClass. */
    public void archive(String repository, String tag) {
        synchronized (repositories) {
            ImageStore images = repositories.find(repository).orElseThrow().images();
            images.archive(images.find(null, tag).orElseThrow(), repositories.now());
        }
    }

    @Override
    public void close() {
        blobs.close();
    }
}
