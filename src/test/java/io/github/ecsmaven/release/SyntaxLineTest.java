package io.github.ecsmaven.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.buildkit.BuildKit;
import io.github.ecsmaven.buildkit.BuildRequest;
import io.github.ecsmaven.buildkit.HeardBuild;
import io.github.ecsmaven.buildkit.TestEngine;
import io.github.ecsmaven.docker.PushListener;
import io.github.ecsmaven.ecr.Repository;
import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.ImageReference;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Dockerfile whose {@code # syntax=} line names a frontend in a private repository: BuildKit pulls it with our credentials and lets it build.
 * Needs the program of a frontend, {@code DOCKERFILE_FRONTEND}, which src/it/support.sh has beside its buildkitd.
 */
@Tag("support")
@Timeout(120)
class SyntaxLineTest {
    private final ShopRepository shop = new ShopRepository();
    private final TestEngine images = new TestEngine();
    private final BuildKit buildKit = BuildKit.of(images.engine());
    private final HeardBuild heard = new HeardBuild();
    private Repository repository;
    private ImageReference frontend;

    @TempDir
    Path context;

    @TempDir
    Path frontendContext;

    @BeforeEach
    void publishTheFrontend() throws Exception {
        repository = shop.mutable();
        frontend = ImageReference.parse(repository.uri() + ":frontend");
        Files.copy(Path.of(System.getenv("DOCKERFILE_FRONTEND")), frontendContext.resolve("dockerfile-frontend"));
        images.builder(buildKit)
                .build(
                        BuildRequest.of(
                                        frontendContext,
                                        "FROM scratch\nCOPY dockerfile-frontend /bin/\nENTRYPOINT"
                                                + " [\"/bin/dockerfile-frontend\"]\n")
                                .tag(frontend)
                                .build(),
                        heard);
        images.engine().pusher().push(frontend, shop.keychain(repository), new Unheard());
        images.remove(frontend);
    }

    @AfterEach
    void close() throws Exception {
        buildKit.close();
        images.close();
        shop.close();
    }

    @Test
    void isPulledWithOurCredentialsAndBuilds() {
        BuiltImage built = build(
                "# syntax=" + frontend + "\nFROM " + images.base()
                        + "\nCOPY <<END /greeting\nhi\nEND\nRUN <<END\ntest \"$(cat /greeting)\" = hi && echo it is there\nEND\n");

        assertThat(built.size()).isPositive();
        assertThat(heard.lines()).anyMatch(line -> line.contains("it is there"));
        assertThat(heard.lines())
                .anyMatch(line -> line.contains("resolve image config for") && line.contains(frontend.path()));
    }

    private BuiltImage build(String dockerfile) {
        return images.builder(buildKit)
                .build(
                        BuildRequest.of(context, dockerfile)
                                .noCache()
                                .keychain(shop.keychain(repository))
                                .build(),
                        heard);
    }

    private static final class Unheard implements PushListener {}
}
