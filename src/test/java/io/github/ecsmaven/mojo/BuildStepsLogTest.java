package io.github.ecsmaven.mojo;

import io.github.ecsmaven.image.BuildStep;
import io.github.ecsmaven.image.BuildStep.Outcome;
import io.github.ecsmaven.image.BuildStep.Transfer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a build with BuildKit looks while it goes on: {@code src/test/resources/mojo/build-steps*.txt}. */
class BuildStepsLogTest {
    private static final BuildStep DEFINITION = new BuildStep(1, "[internal] load build definition from Dockerfile");
    private static final BuildStep CONTEXT = new BuildStep(2, "[internal] load build context");
    private static final BuildStep BASE =
            new BuildStep(3, "[stage-1 1/3] FROM docker.io/library/eclipse-temurin:21-jre");
    private static final BuildStep COMPILE = new BuildStep(4, "[build 2/2] RUN make");
    private static final BuildStep COPY = new BuildStep(5, "[stage-1 2/3] COPY target/shop.jar ./");

    private final Terminal terminal = new Terminal();
    private final RecordingLog maven = new RecordingLog(terminal);

    private BuildStepsLog log(boolean live) {
        LiveBlock block = terminal.block(live);
        return new BuildStepsLog(
                block,
                line -> {
                    block.erase();
                    maven.info(line);
                },
                terminal);
    }

    @Test
    void withoutATerminalEveryLineIsHeadedByItsStep() {
        play(log(false));

        GoldenFile.assertReads("build-steps-batch.txt", maven.text());
    }

    @Test
    void inATerminalWhatRunsIsRedrawn() {
        play(log(true));

        GoldenFile.assertReads("build-steps-terminal.txt", maven.text());
    }

    private void play(BuildStepsLog log) {
        maven.when("0 s: the builder's own steps");
        log.started(DEFINITION);
        terminal.pass(40);
        log.ended(DEFINITION, Outcome.DONE, Duration.ofMillis(40));
        maven.when("0 s: two stages at once");
        log.started(CONTEXT);
        log.started(BASE);
        log.started(COMPILE);
        log.output(COMPILE, "cc -c shop.c");
        maven.when("1 s: files and a layer are on their way, too soon for a line");
        terminal.pass(1_000);
        log.transferred(CONTEXT, new Transfer("transferring context:", 20_000_000, 0, false));
        log.transferred(BASE, new Transfer("sha256:4f5e1a", 1_000_000, 40_000_000, false));
        maven.when("3.1 s: they take long");
        terminal.pass(2_100);
        log.transferred(CONTEXT, new Transfer("transferring context:", 60_000_000, 0, false));
        log.transferred(BASE, new Transfer("sha256:4f5e1a", 31_000_000, 40_000_000, false));
        maven.when("3.2 s: nothing happens, and the times go on");
        terminal.pass(100);
        log.redraw();
        maven.when("4 s: both are there");
        terminal.pass(800);
        log.transferred(CONTEXT, new Transfer("transferring context:", 70_000_000, 0, true));
        log.transferred(BASE, new Transfer("sha256:4f5e1a", 40_000_000, 40_000_000, true));
        log.ended(CONTEXT, Outcome.DONE, Duration.ofMillis(4_000));
        log.ended(BASE, Outcome.DONE, Duration.ofMillis(4_000));
        maven.when("4 s: one step is cached, another fails, which ends a third");
        log.started(COPY);
        log.ended(COPY, Outcome.CACHED, Duration.ZERO);
        BuildStep last = new BuildStep(6, "[stage-1 3/3] RUN java -Xshare:dump");
        log.started(last);
        log.output(COMPILE, "shop.c:3: error: expected ';'");
        log.ended(COMPILE, Outcome.FAILED, Duration.ofMillis(4_000));
        log.ended(last, Outcome.CANCELED, Duration.ofMillis(10));
    }
}
