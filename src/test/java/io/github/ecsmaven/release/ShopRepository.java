package io.github.ecsmaven.release;

import io.github.ecsmaven.aws.AwsLogs;
import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.aws.AwsSettings;
import io.github.ecsmaven.ecr.EcrKeychain;
import io.github.ecsmaven.ecr.EcrRegistry;
import io.github.ecsmaven.ecr.ListedImages;
import io.github.ecsmaven.ecr.PublishedImages;
import io.github.ecsmaven.ecr.Repositories;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.ecr.RepositoryContents;
import io.github.ecsmaven.ecr.RepositoryLocation;
import io.github.ecsmaven.ecr.RepositoryName;
import io.github.ecsmaven.ecr.RepositorySettings;
import io.github.ecsmaven.ecr.TagMutability;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.ecr.StoredImage;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The repository {@code shop} of a sandbox, reached over HTTP with the user {@code ci}'s access key as the goals reach it. */
final class ShopRepository implements AutoCloseable {
    private static final RepositoryLocation SHOP = RepositoryLocation.of(new RepositoryName("shop"));

    private final Map<String, String> propertiesBefore = new HashMap<>();
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private final AwsSession session = new AwsSession(new AwsSettings(
            Optional.of(sandbox.region()),
            Optional.empty(),
            Optional.empty(),
            Optional.of(sandbox.endpoint()),
            Optional.empty()));
    private final EcrRegistry registry = EcrRegistry.of(session, SHOP);
    private final EcrKeychain keychain = new EcrKeychain(session, Set.of(), InstantSource.system());

    ShopRepository() {
        AwsLogs.silence();
        setProperty("aws.accessKeyId", Identities.CI);
        setProperty("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
    }

    private void setProperty(String name, String value) {
        propertiesBefore.put(name, System.getProperty(name));
        System.setProperty(name, value);
    }

    Sandbox sandbox() {
        return sandbox;
    }

    /** What ECR tells of the repository, whose tags may be moved; created where it is missing. */
    Repository mutable() {
        return withTags(TagMutability.Mode.MUTABLE);
    }

    /** What ECR tells of the repository, whose tags may not be moved; created where it is missing. */
    Repository immutable() {
        return withTags(TagMutability.Mode.IMMUTABLE);
    }

    private Repository withTags(TagMutability.Mode mode) {
        RepositorySettings settings = new RepositorySettings(
                true,
                Optional.of(TagMutability.of(mode)),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty());
        Repositories repositories = new Repositories(registry);
        return repositories.apply(repositories.decide(SHOP, settings));
    }

    PublishedImages published() {
        return new PublishedImages(registry);
    }

    /** Asks for all images of the repository. */
    RepositoryContents list() {
        return new ListedImages(registry).of(SHOP.name());
    }

    Keychain keychain(Repository repository) {
        return keychain.alsoFor(repository);
    }

    /** The image that a tag points to, which is there. */
    StoredImage stored(String tag) {
        return sandbox.ecr().image("shop", tag).orElseThrow();
    }

    /** Somebody else publishes another image under the tag; tells its digest. */
    String publishAnother(String tag) {
        return sandbox.ecr().seedImage("shop", Instant.EPOCH, tag);
    }

    @Override
    public void close() {
        session.close();
        sandbox.close();
        propertiesBefore.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }
}
