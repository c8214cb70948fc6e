package io.github.ecsmaven.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.BuildKit;
import io.github.ecsmaven.buildkit.BuildRequest;
import io.github.ecsmaven.buildkit.HeardBuild;
import io.github.ecsmaven.docker.PushRefusal;
import io.github.ecsmaven.docker.PushRefusedException;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.RegistryCredentials;
import io.github.ecsmaven.image.Tag;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Faults;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a BuildKit daemon of its own straight into a repository; needs one, which src/it/support.sh starts. */
@org.junit.jupiter.api.Tag("support")
@Timeout(60)
class DaemonPublisherTest {
    private final ShopRepository shop = new ShopRepository();
    private final RecordingPublishListener listener = new RecordingPublishListener();
    private final HeardBuild heard = new HeardBuild();
    private BuildKit daemon;

    @TempDir
    Path context;

    @BeforeEach
    void connect() {
        daemon = BuildKit.at(URI.create(System.getenv("BUILDKIT_HOST")), Optional.empty());
    }

    @AfterEach
    void disconnect() {
        daemon.close();
        shop.close();
    }

    @Test
    void publishesAnIndexOfSeveralPlatforms() {
        Repository repository = shop.mutable();

        Publication publication =
                publish(request(repository).platform("linux/amd64").platform("linux/arm64"), repository, "1", "latest");

        assertThat(publication.pushed()).isTrue();
        assertThat(shop.stored("1").digest()).isEqualTo(publication.digest().value());
        assertThat(shop.stored("latest").digest())
                .isEqualTo(publication.digest().value());
        assertThat(shop.sandbox().ecr().platforms(shop.stored("1")))
                .containsExactlyInAnyOrder("linux/amd64", "linux/arm64");
        assertThat(listener.heard()).containsExactly("pushing 1", "pushing latest", "pushed 1", "pushed latest");
    }

    @Test
    void publishesNothingTwice() {
        Repository repository = shop.immutable();
        BuildRequest request = request(repository);
        Publication first = publish(request, repository, "1");
        listener.clear();
        shop.sandbox().requestLog().clear();

        Publication second = publish(request, repository, "1");

        assertThat(second).isEqualTo(new Publication(first.digest(), false, false));
        assertThat(listener.heard()).containsExactly("already published [1]");
        assertThat(shop.sandbox().requestLog().writes()).isEmpty();
    }

    @Test
    void pushesNothingWhenATagIsAnotherImagesForGood() {
        Repository repository = shop.immutable();
        String other = shop.publishAnother("1");

        assertThatThrownBy(() -> publish(request(repository), repository, "latest", "1"))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining(repository.uri() + ":1 is another image (" + other + ")");

        assertThat(shop.stored("1").digest()).isEqualTo(other);
        assertThat(shop.sandbox().ecr().image("shop", "latest")).isEmpty();
        assertThat(listener.heard()).isEmpty();
    }

    @Test
    void namesTheRegistryThatRefusesTheCredentials() {
        Repository repository = shop.mutable();
        BuildRequest request = request(repository).keychain(registry -> Optional.empty());

        assertThatThrownBy(() -> publish(request, repository, "1"))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll(shop.sandbox().registry(), "docker login");
    }

    @Test
    void triesNewCredentialsWhenTheTokenHasExpired() {
        Repository repository = shop.mutable();
        shop.sandbox().faults().expireTokens("registry:HeadManifest");

        Publication publication = publish(request(repository), repository, "1");

        assertThat(shop.stored("1").digest()).isEqualTo(publication.digest().value());
        assertThat(shop.sandbox().requestLog().operations()).contains("ecr:GetAuthorizationToken");
    }

    @Test
    void triesNewCredentialsOnlyOnce() {
        Repository repository = shop.mutable();
        List<String> forgotten = new ArrayList<>();
        AwsError forbidden = new AwsError(403, "DENIED", "");
        shop.sandbox().faults().add("registry:HeadBlob", Integer.MAX_VALUE, new Faults.Effect.Fail(forbidden));

        assertThatThrownBy(
                        () -> publish(request(repository).keychain(forgetting(repository, forgotten)), repository, "1"))
                .isInstanceOfSatisfying(PushRefusedException.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(PushRefusal.FORBIDDEN_UNEXPLAINED))
                .hasMessageContainingAll("The push of " + repository.uri() + ":1 failed", "ecr:PutImage");

        assertThat(forgotten).containsExactly(shop.sandbox().registry());
    }

    private Keychain forgetting(Repository repository, List<String> forgotten) {
        return new Keychain() {
            @Override
            public Optional<RegistryCredentials> credentialsFor(String registry) {
                return shop.keychain(repository).credentialsFor(registry);
            }

            @Override
            public void forget(String registry) {
                forgotten.add(registry);
            }
        };
    }

    @Test
    void keepsItsCacheInTheRegistryInTheFormThatEcrTakes() {
        Repository repository = shop.mutable();
        String cache = "type=registry,ref=" + repository.uri() + ":cache,mode=max";

        publish(request(repository).cacheTo(cache), repository, "1");
        daemon.check(request(repository).cacheFrom(cache).build(), heard);

        assertThat(shop.stored("cache").manifest().mediaType()).isEqualTo("application/vnd.oci.image.manifest.v1+json");
        assertThat(heard.lines())
                .anyMatch(line -> line.startsWith("importing cache manifest from " + repository.uri()));
        assertThat(heard.outcomeOf("importing cache manifest from " + repository.uri() + ":cache"))
                .isEqualTo(io.github.ecsmaven.image.BuildStep.Outcome.DONE);
    }

    @Test
    void keepsItsCacheInTheImage() {
        Repository repository = shop.mutable();

        publish(request(repository).cacheTo("type=inline"), repository, "1");
        daemon.check(
                request(repository)
                        .cacheFrom("type=registry,ref=" + repository.uri() + ":1")
                        .build(),
                heard);

        assertThat(heard.outcomeOf("importing cache manifest from " + repository.uri() + ":1"))
                .isEqualTo(io.github.ecsmaven.image.BuildStep.Outcome.DONE);
    }

    @Test
    void checksWithoutExporting() {
        Repository repository = shop.mutable();
        shop.sandbox().requestLog().clear();

        daemon.check(request(repository).build(), heard);

        assertThat(heard.lines())
                .anyMatch(line -> line.endsWith("COPY own /"))
                .noneMatch(line -> line.startsWith("exporting"));
        assertThat(shop.sandbox().requestLog().operations()).isEmpty();
    }

    @Test
    void speaksToADaemonWithMutualTls() {
        URI address = URI.create(System.getenv("BUILDKIT_TLS_HOST"));
        Path certificates = Path.of(System.getenv("BUILDKIT_CERTS"));

        try (BuildKit secured = BuildKit.at(address, Optional.of(certificates))) {
            assertThat(secured.info().route()).isEqualTo("buildkitd");
            secured.check(request(shop.mutable()).build(), heard);
        }
        assertThatThrownBy(() -> BuildKit.at(address, Optional.empty()))
                .isInstanceOf(ActionableException.class)
                .hasMessageContainingAll(address.toString(), "does not answer", "certificates");
    }

    private BuildRequest request(Repository repository) {
        return BuildRequest.of(context, "FROM scratch\nCOPY own /\n")
                .file("own", UUID.randomUUID().toString())
                .keychain(shop.keychain(repository));
    }

    private Publication publish(BuildRequest request, Repository repository, String... tags) {
        return new DaemonPublisher(shop.published(), daemon, heard, listener)
                .publish(request.build(), List.of(tags).stream().map(Tag::new).toList(), repository);
    }
}
