package io.github.ecsmaven.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.docker.PushRefusal;
import io.github.ecsmaven.docker.PushRefusedException;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.image.ImageRecord;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Faults;
import io.github.ecsmaven.sandbox.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The way of an image from the engine on this machine into a repository of the sandbox. */
@Tag("engine")
@Timeout(60)
class ImagePublisherEngineTest {
    private static final String CONTENT = "c-" + "0".repeat(32);

    private final ShopRepository shop = new ShopRepository();
    private final Sandbox sandbox = shop.sandbox();
    private final RecordingPublishListener listener = new RecordingPublishListener();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<DockerEngine> connections = new ArrayList<>();
    private TinyImages images;
    private int knownAtPause;

    @BeforeEach
    void connect(@TempDir Path context) {
        images = new TinyImages(context);
    }

    @AfterEach
    void removeImages() throws Exception {
        shop.close();
        images.close();
    }

    @Test
    void publishesEveryTagOfAnImage() {
        ImageRecord built = images.build("1", "latest");

        Publication publication = publish(built, shop.mutable());

        assertThat(publication.pushed()).isTrue();
        assertThat(shop.stored("1").digest()).isEqualTo(publication.digest().value());
        assertThat(shop.stored("latest").digest())
                .isEqualTo(publication.digest().value());
        assertThat(built.imageId()).contains(images.idOf(shop.stored("1")));
        assertThat(listener.heard()).containsExactly("pushing 1", "pushed 1", "tagged latest");
        assertThat(sandbox.requestLog().operations()).containsOnlyOnce("ecr:GetAuthorizationToken");
    }

    @Test
    void publishesNothingTwice() {
        ImageRecord built = images.build("1", "latest");
        Publication first = publish(built, shop.immutable());
        forgetWhatHappened();

        Publication second = publish(built, shop.immutable());

        assertThat(second).isEqualTo(new Publication(first.digest(), false, false));
        assertThat(connections).isEmpty();
        assertThat(sandbox.requestLog().operations()).noneMatch(operation -> operation.startsWith("registry:"));
        assertThat(sandbox.requestLog().writes()).isEmpty();
        assertThat(listener.heard()).containsExactly("already published [1, latest]");
    }

    @Test
    void publishesOnlyTheTagThatIsMissing() {
        ImageRecord built = images.build("1");
        publish(built, shop.immutable());
        forgetWhatHappened();

        Publication publication = publish(TinyImages.alsoTagged(built, "latest"), shop.immutable());

        assertThat(publication).isEqualTo(new Publication(publication.digest(), false, true));
        assertThat(shop.stored("latest").digest())
                .isEqualTo(publication.digest().value());
        assertThat(connections).isEmpty();
        assertThat(sandbox.requestLog().writes()).containsExactly("ecr:PutImage");
        assertThat(listener.heard()).containsExactly("already published [1]", "tagged latest");
    }

    @Test
    void theContentTagStaysWhereItIsWhenTheVeryImageIsThereUnderAnotherTag() {
        ImageRecord other = images.build(CONTENT);
        publish(other, shop.immutable());
        ImageRecord built = images.build("2");
        publish(built, shop.immutable());
        forgetWhatHappened();

        Publication publication = publish(TinyImages.ofContent(built, CONTENT), shop.immutable());

        assertThat(built.imageId()).contains(images.idOf(shop.stored("2")));
        assertThat(publication.digest().value()).isEqualTo(shop.stored("2").digest());
        assertThat(other.imageId()).contains(images.idOf(shop.stored(CONTENT)));
        assertThat(sandbox.requestLog().writes()).isEmpty();
    }

    @Test
    void anotherBuildOfTheSameContentIsNotPushed() {
        publish(images.build(CONTENT), shop.immutable());
        forgetWhatHappened();

        Publication publication = publish(TinyImages.ofContent(images.build("2"), CONTENT), shop.immutable());

        assertThat(publication.digest().value()).isEqualTo(shop.stored(CONTENT).digest());
        assertThat(shop.stored("2").digest()).isEqualTo(publication.digest().value());
        assertThat(sandbox.requestLog().writes()).containsExactly("ecr:PutImage");
    }

    @Test
    void asksForNothingThatAListOfTheRepositoryHasJustTold() {
        Repository repository = shop.immutable();
        ImageRecord built = TinyImages.ofContent(images.build("1"), CONTENT);
        Publication first = publish(built, repository);
        shop.list();
        forgetWhatHappened();

        Publication second = publish(built, repository);

        assertThat(second).isEqualTo(new Publication(first.digest(), false, false));
        assertThat(sandbox.requestLog().operations()).isEmpty();
        assertThat(listener.heard()).containsExactly("already published [1, " + CONTENT + "]");
    }

    @Test
    void asksWhenTheListHasAnotherImageUnderOneOfTheTags() {
        Repository repository = shop.mutable();
        ImageRecord built = TinyImages.ofContent(images.build("1"), CONTENT);
        Publication first = publish(built, repository);
        shop.publishAnother("1");
        shop.list();

        Publication second = publish(built, repository);

        assertThat(second).isEqualTo(new Publication(first.digest(), false, true));
        assertThat(shop.stored("1").digest()).isEqualTo(first.digest().value());
    }

    @Test
    void anImageThatWasBuiltByForceIsNoneThatTheListKnowsByItsContent() {
        Repository repository = shop.mutable();
        publish(TinyImages.ofContent(images.build("1"), CONTENT), repository);
        ImageRecord built = TinyImages.forced(images.build("1"), CONTENT);
        shop.list();

        Publication second = publish(built, repository);

        assertThat(second.pushed()).isTrue();
        assertThat(built.imageId()).contains(images.idOf(shop.stored("1")));
    }

    @Test
    void pushesNoTagAtAllWhenOneIsAnotherImagesForGood() {
        Repository repository = shop.immutable();
        String other = shop.publishAnother("1");
        ImageRecord built = images.build("latest", "1");

        assertThatThrownBy(() -> publish(built, repository))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining(sandbox.registry() + "/shop:1 is another image (" + other + ")")
                .hasMessageContaining(built.imageId().orElseThrow().value())
                .hasMessageContaining("<imageTagMutability>MUTABLE</imageTagMutability>");

        assertThat(shop.stored("1").digest()).isEqualTo(other);
        assertThat(sandbox.ecr().image("shop", "latest")).isEmpty();
        assertThat(connections).isEmpty();
        assertThat(listener.heard()).isEmpty();
    }

    @Test
    void movesATagThatMayBeMoved() {
        publish(images.build("1"), shop.mutable());
        ImageRecord next = images.build("1");

        Publication publication = publish(next, shop.mutable());

        assertThat(publication.pushed()).isTrue();
        assertThat(shop.stored("1").digest()).isEqualTo(publication.digest().value());
        assertThat(next.imageId()).contains(images.idOf(shop.stored("1")));
    }

    @Test
    void logsInAgainWhenTheTokenExpiresInTheMiddleOfThePush() {
        sandbox.faults().expireTokens("registry:CompleteUpload");

        publish(images.build("1"), shop.mutable());

        assertThat(sandbox.ecr().image("shop", "1")).isPresent();
        assertThat(sandbox.requestLog().operations())
                .filteredOn("ecr:GetAuthorizationToken"::equals)
                .hasSize(2);
    }

    @Test
    void publishesAllTheSameWhenTheRegistryFailsOnce() {
        sandbox.faults().serverError("registry:PutManifest", 1);

        Publication publication = publish(images.build("1"), shop.mutable());

        assertThat(shop.stored("1").digest()).isEqualTo(publication.digest().value());
        assertThat(listener.heard()).containsExactly("pushing 1", "pushed 1");
    }

    @Test
    void findsItsOwnImageUnderAnImmutableTagWhenTheAnswerToThePushGotLost() {
        ImageRecord built = images.build("1");
        Repository repository = shop.immutable();
        sandbox.faults().loseAnswer("registry:PutManifest", 1);

        Publication publication = publish(built, repository);

        assertThat(shop.stored("1").digest()).isEqualTo(publication.digest().value());
        assertThat(built.imageId()).contains(images.idOf(shop.stored("1")));
        assertThat(listener.heard()).containsExactly("pushing 1", "pushed 1");
    }

    @Test
    void takesTheSameImageFromSomebodyElseWhoWasQuicker() {
        ImageRecord built = images.build("1");
        Repository repository = shop.immutable();
        listener.whenPushing(
                () -> images.push(built, repository.uri().withTag(built.tags().get(0)), shop.keychain(repository)));

        Publication publication = publish(built, repository);

        assertThat(shop.stored("1").digest()).isEqualTo(publication.digest().value());
        assertThat(listener.heard()).containsExactly("pushing 1", "pushed 1");
    }

    @Test
    void refusesAnotherImageFromSomebodyElseWhoWasQuicker() {
        Repository repository = shop.immutable();
        listener.whenPushing(() -> shop.publishAnother("1"));

        assertThatThrownBy(() -> publish(images.build("1"), repository))
                .isInstanceOfSatisfying(PushRefusedException.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(PushRefusal.TAG_IMMUTABLE));
    }

    @Test
    void saysThatSomebodyElseMovedTheTagAfterThePush() {
        ImageRecord built = images.build("1");
        Repository repository = shop.mutable();
        List<String> others = new ArrayList<>();
        listener.whenPushed(() -> others.add(shop.publishAnother("1")));

        assertThatThrownBy(() -> publish(built, repository))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining(sandbox.registry() + "/shop:1 was pushed as sha256:")
                .satisfies(failure -> assertThat(failure)
                        .hasMessageContaining("ECR says that the tag is " + others.get(0) + ": somebody else"));
    }

    @Test
    void saysThatTheEngineHasNoSuchImageAnyMore() {
        ImageRecord built = images.build("1");
        images.remove(built.imageId().orElseThrow());

        assertThatThrownBy(() -> publish(built, shop.mutable()))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining(built.image().toString())
                .hasMessageContaining("is not in the Docker Engine at ")
                .hasMessageContaining("mvn package");

        assertThat(listener.heard()).isEmpty();
    }

    @Test
    void waitsUntilTheRegistryKnowsANewRepository() {
        Repository repository = shop.mutable();
        missingUntilPause(2);

        publish(images.build("1"), repository);

        assertThat(sandbox.ecr().image("shop", "1")).isPresent();
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @Test
    void doesNotWaitForARepositoryForEver() {
        Repository repository = shop.mutable();
        missingUntilPause(3);

        assertThatThrownBy(() -> publish(images.build("1"), repository))
                .isInstanceOfSatisfying(PushRefusedException.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(PushRefusal.REPOSITORY_MISSING));
        assertThat(pauses).hasSize(2);
    }

    /** A push asks several times, and some engines for all its blobs at once. */
    private void missingUntilPause(int pause) {
        AwsError unknown = AwsError.badRequest(
                "RepositoryNotFoundException",
                "The repository with name 'shop' does not exist in the registry with id '123456789012'");
        sandbox.faults().add("registry:StartUpload", Integer.MAX_VALUE, new Faults.Effect.Fail(unknown));
        knownAtPause = pause;
    }

    private void pause(Duration pause) {
        pauses.add(pause);
        if (pauses.size() == knownAtPause) {
            sandbox.faults().clear();
        }
    }

    private Publication publish(ImageRecord built, Repository repository) {
        Keychain keychain = shop.keychain(repository);
        return new ImagePublisher(shop.published(), this::connection, keychain, listener, this::pause)
                .publish(built, repository);
    }

    private DockerEngine connection() {
        DockerEngine engine = TinyImages.connect();
        connections.add(engine);
        return engine;
    }

    private void forgetWhatHappened() {
        connections.clear();
        sandbox.requestLog().clear();
        listener.clear();
    }
}
