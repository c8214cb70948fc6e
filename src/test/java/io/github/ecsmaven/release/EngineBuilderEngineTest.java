package io.github.ecsmaven.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.buildkit.BuildKitUnavailableException;
import io.github.ecsmaven.buildkit.BuildRequest;
import io.github.ecsmaven.buildkit.EngineFixture;
import io.github.ecsmaven.buildkit.Relay;
import io.github.ecsmaven.buildkit.TestEngine;
import io.github.ecsmaven.docker.DockerEngine;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Keychain;
import io.github.ecsmaven.image.RegistryCredentials;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which builder of the engine that runs on this machine builds, and with whose credentials. */
class EngineBuilderEngineTest extends EngineFixture {
    @Test
    void buildsWithBuildKitByItself() {
        ImageReference name = engine.name();
        try (EngineBuilder builder = EngineBuilder.of(engine.engine(), settings("auto", Map.of()))) {
            BuiltImage built = builder.build(
                    copying("RUN --mount=type=cache,target=/c true\n").tag(name).build(), heard);

            assertThat(builder.buildKit()).hasValueSatisfying(info -> {
                assertThat(info.worker()).isNotEmpty();
                assertThat(info.platform()).isEqualTo(built.platform());
            });
            assertThat(engine.engine().find(name)).contains(built);
        }
        assertThat(heard.warnings()).isEmpty();
    }

    @Test
    void buildsClassicallyWithOneWarningWhereThereIsNoBuildKit() {
        ImageReference name = engine.name();
        try (Relay relay = withoutBuildKit();
                DockerEngine relayed = TestEngine.connect(relay);
                EngineBuilder builder = EngineBuilder.of(relayed, settings("auto", Map.of()))) {
            BuiltImage built = builder.build(copying("").tag(name).build(), heard);

            assertThat(builder.buildKit()).isEmpty();
            assertThat(engine.engine().find(name)).contains(built);
        }
        assertThat(heard.warnings())
                .singleElement()
                .asString()
                .contains("POST /grpc was answered with status 404", "The classic builder does.");
    }

    @Test
    void namesTheLineThatNeedsTheBuildKitThatIsNotThere() {
        try (Relay relay = withoutBuildKit();
                DockerEngine relayed = TestEngine.connect(relay);
                EngineBuilder builder = EngineBuilder.of(relayed, settings("auto", Map.of()))) {
            assertThatThrownBy(() -> builder.build(
                            copying("RUN --mount=type=cache,target=/c true\n").build(), heard))
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContainingAll(
                            context.resolve("Dockerfile").toString(),
                            "needs BuildKit for RUN --mount=type=cache,target=/c (line 3)",
                            "status 404",
                            "<buildkitHost>");
        }
        assertThat(heard.lines()).isEmpty();
    }

    @Test
    void failsWhereBuildKitIsAskedForAndNotThere() {
        try (Relay relay = withoutBuildKit();
                DockerEngine relayed = TestEngine.connect(relay)) {
            assertThatThrownBy(() -> EngineBuilder.of(relayed, settings("buildkit", Map.of())))
                    .isInstanceOf(BuildKitUnavailableException.class)
                    .hasMessageContaining("The Docker Engine has no BuildKit that answers: POST /grpc");
        }
    }

    @Test
    void namesTheOptionThatNeedsTheBuildKitThatIsSwitchedOff() {
        try (EngineBuilder builder =
                EngineBuilder.of(engine.engine(), settings("auto", Map.of("DOCKER_BUILDKIT", "0")))) {
            assertThatThrownBy(() ->
                            builder.build(copying("").cacheFrom("type=inline").build(), heard))
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContainingAll("<cacheFrom> needs BuildKit", "DOCKER_BUILDKIT=0 switches it off");
        }
    }

    @Test
    void refusesANetworkThatBuildKitDoesNotKnow() {
        try (EngineBuilder builder = EngineBuilder.of(engine.engine(), settings("auto", Map.of()))) {
            assertThatThrownBy(() -> builder.build(copying("").network("ci").build(), heard))
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContainingAll("<network> is 'ci'", "<builder>classic</builder>");
        }
    }

    @Test
    void buildsForSeveralPlatformsWhereTheImageStoreHoldsThem() {
        BuildRequest request = BuildRequest.of(context, "FROM scratch\nCOPY Dockerfile /\n")
                .platform("linux/amd64")
                .platform("linux/arm64")
                .tag(engine.name());
        try (EngineBuilder builder = EngineBuilder.of(engine.engine(), settings("auto", Map.of()))) {
            if (engine.engine().keepsImagesInContainerd()) {
                assertThat(builder.build(request.build(), heard).id().value()).startsWith("sha256:");
            } else {
                assertThatThrownBy(() -> builder.build(request.build(), heard))
                        .isInstanceOf(ActionableException.class)
                        .hasMessageContainingAll("<platforms>", "containerd-snapshotter", "<buildkitHost>");
            }
        }
    }

    @Test
    void pullsABaseImageWithTheKeychainsCredentials() {
        try (ShopRepository shop = new ShopRepository();
                EngineBuilder builder = EngineBuilder.of(engine.engine(), settings("auto", Map.of()))) {
            Repository repository = shop.mutable();
            ImageReference base = published(repository, shop.keychain(repository));
            shop.sandbox().requestLog().clear();

            builder.build(from(base).keychain(shop.keychain(repository)).build(), heard);

            assertThat(heard.lines()).contains("built on a private image");
            assertThat(shop.sandbox().requestLog().operations()).contains("registry:HeadManifest");
        }
    }

    @Test
    void namesTheRegistryThatRefusesTheCredentials() {
        try (ShopRepository shop = new ShopRepository();
                EngineBuilder builder = EngineBuilder.of(engine.engine(), settings("auto", Map.of()))) {
            Repository repository = shop.mutable();
            ImageReference base = published(repository, shop.keychain(repository));
            Keychain wrong = registry -> Optional.of(new RegistryCredentials("AWS", "hush-hush"));

            assertThatThrownBy(() -> builder.build(from(base).keychain(wrong).build(), heard))
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContainingAll(
                            shop.sandbox().registry() + "/shop", ">   1 | FROM " + base, "docker login", "settings.xml")
                    .hasMessageNotContaining("hush-hush");
        }
    }

    private ImageReference published(Repository repository, Keychain keychain) {
        ImageReference base = engine.baseAs(repository.uri().toString());
        engine.engine().pusher().push(base, keychain, new io.github.ecsmaven.docker.PushListener() {});
        engine.remove(base);
        return base;
    }

    private BuildRequest from(ImageReference base) {
        return BuildRequest.of(context, "FROM " + base + "\nRUN echo built on a private image\n")
                .tag(engine.name())
                .noCache();
    }

    private BuildRequest copying(String steps) {
        return BuildRequest.of(context, "FROM " + engine.base() + "\nCOPY Dockerfile /\n" + steps);
    }

    private Relay withoutBuildKit() {
        return Relay.start(elsewhere, engine.engine().dial(), "POST /grpc", "PRI ");
    }

    private static BuilderSettings settings(String builder, Map<String, String> environment) {
        return BuilderSettings.of(builder, Optional.empty(), Optional.empty(), environment);
    }
}
