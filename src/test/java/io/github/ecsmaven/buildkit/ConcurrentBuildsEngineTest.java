package io.github.ecsmaven.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.image.BuiltImage;
import io.github.ecsmaven.image.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several things at once in the engine that runs on this machine: each waits for the others, and would fail if they came one by one. */
@Tag("engine")
@Timeout(60)
class ConcurrentBuildsEngineTest {
    private static TestEngine engine;

    @TempDir
    Path directory;

    @BeforeAll
    static void connect() {
        engine = new TestEngine();
    }

    @AfterAll
    static void removeImages() throws IOException {
        engine.close();
    }

    @Test
    void runsStagesThatNeedOneAnotherNotAtOnce() {
        String cache = UUID.randomUUID().toString();
        String dockerfile = "FROM " + engine.base() + " AS one\n" + meeting(cache, "one", "two")
                + "FROM " + engine.base() + " AS two\n" + meeting(cache, "two", "one")
                + "FROM scratch\nCOPY --from=one /met-two /\nCOPY --from=two /met-one /\n";
        HeardBuild heard = new HeardBuild();

        try (BuildKit buildKit = BuildKit.of(engine.engine())) {
            engine.builder(buildKit)
                    .build(BuildRequest.of(directory, dockerfile).build(), heard);
        }

        assertThat(heard.lines()).contains("one met two", "two met one");
    }

    @Test
    void buildsThreeImagesAtOnce() throws Exception {
        String cache = UUID.randomUUID().toString();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<BuiltImage>> builds = new ArrayList<>();
            builds.add(threads.submit(() -> build("a", meeting(cache, "a", "b"))));
            builds.add(threads.submit(() -> build("b", meeting(cache, "b", "c"))));
            builds.add(threads.submit(() -> build("c", meeting(cache, "c", "a"))));

            List<BuiltImage> built = new ArrayList<>();
            for (Future<BuiltImage> build : builds) {
                built.add(build.get(30, TimeUnit.SECONDS));
            }

            assertThat(built).extracting(BuiltImage::id).doesNotHaveDuplicates();
        } finally {
            threads.shutdownNow();
        }
    }

    private BuiltImage build(String module, String steps) throws IOException {
        Path context = Files.createDirectory(directory.resolve(module));
        ImageReference name = engine.name();
        BuildRequest request = BuildRequest.of(context, "FROM " + engine.base() + "\nCOPY own /\n" + steps)
                .file("own", module)
                .tag(name);
        HeardBuild heard = new HeardBuild();
        try (BuildKit buildKit = BuildKit.of(engine.engine())) {
            BuiltImage image = engine.builder(buildKit).build(request.build(), heard);
            assertThat(heard.lines()).anyMatch(line -> line.startsWith(module + " met "));
            assertThat(engine.engine().find(name)).contains(image);
            return image;
        }
    }

    private static String meeting(String cache, String one, String other) {
        return """
                RUN --mount=type=cache,target=/c,id=%s \
                    echo here >/c/%s; i=0; until [ -e /c/%s ]; do i=$((i+1)); [ $i -lt 100 ] || exit 1; sleep 0.1; done; \
                    echo %s met %s >/met-%s; cat /met-%s
                """
                .formatted(cache, one, other, one, other, other, other);
    }
}
