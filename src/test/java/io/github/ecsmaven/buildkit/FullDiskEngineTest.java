package io.github.ecsmaven.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.ImageBuilder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user reads when the engine's disk is full. An engine on a small disk is started for each test, since a full one cannot make room:
 * {@code SMALL_ENGINE} is its name in {@code src/it/engines.sh}, which {@code src/it/support.sh} gives.
 */
@Tag("support")
@Timeout(60)
class FullDiskEngineTest {
    private static final String NAME = Objects.requireNonNull(System.getenv("SMALL_ENGINE"), "SMALL_ENGINE");
    private static final long MORE_THAN_HALF_OF_IT = 80L << 20;
    private static final long MORE_THAN_FITS = 160L << 20;
    private static final String FILLING = "RUN dd if=/dev/zero of=/filled bs=1048576 count=160\n";

    private final HeardBuild heard = new HeardBuild();
    private TestEngine engine;
    private BuildKit buildKit;

    @TempDir
    Path context;

    @BeforeEach
    void start() throws Exception {
        engine = TestEngine.at(engines("start").replaceFirst("(?s).* at (unix://\\S+)\\s*$", "$1"));
        buildKit = BuildKit.of(engine.engine());
    }

    @AfterEach
    void stop() throws Exception {
        buildKit.close();
        engine.close();
        engines("stop");
    }

    private static String engines(String action) throws IOException, InterruptedException {
        Process script = new ProcessBuilder("sh", "src/it/engines.sh", action, NAME)
                .redirectErrorStream(true)
                .start();
        String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void saysThatTheContextDoesNotFit() throws IOException {
        assertThatBuildOf(engine.builder(buildKit), "COPY big /\n", MORE_THAN_FITS)
                .hasMessageContaining("/big: no space left on device");
    }

    @Test
    void namesTheCopyThatDoesNotFit() throws IOException {
        assertThatBuildOf(engine.builder(buildKit), "RUN true\nCOPY big /\n", MORE_THAN_HALF_OF_IT)
                .hasMessageContainingAll("3/3] COPY big /", "no space left on device", ">   3 | COPY big /");
    }

    @Test
    void namesTheStepThatFillsTheDisk() throws IOException {
        assertThatBuildOf(engine.builder(buildKit), FILLING, 0)
                .hasMessageContainingAll(
                        "RUN dd if=/dev/zero of=/filled", ">   2 | RUN dd", "/filled", "o space left on device");
    }

    @Test
    void saysThatTheClassicBuildersContextDoesNotFit() throws IOException {
        assertThatBuildOf(engine.engine().classicBuilder(), "COPY big /\n", MORE_THAN_FITS)
                .hasMessageContaining("/big: no space left on device");
    }

    @Test
    void namesTheClassicBuildersCopyThatDoesNotFit() throws IOException {
        assertThatBuildOf(engine.engine().classicBuilder(), "RUN true\nCOPY big /\n", MORE_THAN_HALF_OF_IT)
                .hasMessageContainingAll("3/3 : COPY big /", "no space left on device");
    }

    @Test
    void namesTheClassicBuildersStepThatFillsTheDisk() throws IOException {
        assertThatBuildOf(engine.engine().classicBuilder(), FILLING, 0)
                .hasMessageContainingAll("2/2 : RUN dd if=/dev/zero of=/filled", "o space left on device");
    }

    private AbstractThrowableAssert<?, ?> assertThatBuildOf(ImageBuilder builder, String steps, long size)
            throws IOException {
        BuildRequest request =
                BuildRequest.of(context, "FROM " + engine.base() + "\n" + steps).noCache();
        try (RandomAccessFile big = new RandomAccessFile(context.resolve("big").toFile(), "rw")) {
            big.setLength(size);
        }
        Instant began = Instant.now();
        AbstractThrowableAssert<?, ?> failure = assertThatThrownBy(() -> builder.build(request.build(), heard));
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(20));
        return failure.isInstanceOf(ActionableException.class)
                .hasMessageContaining("docker builder prune")
                .hasMessageNotContaining("Correct the Dockerfile");
    }
}
