package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.docker.PushListener.LayerProgress;
import io.github.ecsmaven.image.ImageReference;
import org.junit.jupiter.api.Test;

/** How a push looks while it goes on: {@code src/test/resources/mojo/push-progress*.txt}. */
class PushProgressTest {
    private static final ImageReference SHOP = ImageReference.parse("shop:1.4");
    private static final ImageReference STABLE = ImageReference.parse("shop:stable");
    private static final String BASE = "174f56854903";
    private static final String APP = "5f70bf18a086";

    private final Terminal terminal = new Terminal();
    private final RecordingLog maven = new RecordingLog(terminal);

    private PushProgress progress(boolean live) {
        return new PushProgress(terminal.block(live), maven::info, terminal);
    }

    private void see(PushProgress progress, long afterMillis, String layer, String status, long current, long total) {
        terminal.pass(afterMillis);
        progress.layer(SHOP, new LayerProgress(layer, status, current, total));
    }

    @Test
    void withoutATerminalALayerHasALineEveryThreeSeconds() {
        PushProgress progress = progress(false);
        maven.when("layers wait, and one is in the registry already");
        see(progress, 0, BASE, "Preparing", 0, 0);
        see(progress, 0, APP, "Waiting", 0, 0);
        see(progress, 0, BASE, "Layer already exists", 0, 0);
        see(progress, 0, "cafe00000000", "Mounted from team/base", 0, 0);
        maven.when("0 s: bytes begin to flow");
        see(progress, 0, APP, "Pushing", 512, 187_654_321);
        maven.when("2.9 s: too soon for a line");
        see(progress, 2_900, APP, "Pushing", 50_000_000, 187_654_321);
        maven.when("3 s");
        see(progress, 100, APP, "Pushing", 60_000_000, 187_654_321);
        maven.when("6 s: more bytes than the layer has, as engines count tar headers too");
        see(progress, 3_000, APP, "Pushing", 187_700_000, 187_654_321);
        maven.when("the layer is there, and is told a second time for another tag");
        see(progress, 0, APP, "Pushed", 0, 0);
        progress.layer(STABLE, new LayerProgress(APP, "Pushed", 0, 0));

        GoldenFile.assertReads("push-progress-batch.txt", maven.text());
    }

    @Test
    void inATerminalABlockIsRedrawn() {
        PushProgress progress = progress(true);
        maven.when("layers wait");
        see(progress, 0, BASE, "Preparing", 0, 0);
        maven.when("0.1 s: bytes begin to flow");
        see(progress, 100, APP, "Pushing", 0, 187_654_321);
        maven.when("0.2 s: a second layer, whose size is unknown");
        see(progress, 100, BASE, "Pushing", 512, 0);
        maven.when("0.25 s: too soon to redraw");
        see(progress, 50, APP, "Pushing", 50_000_000, 187_654_321);
        maven.when("0.3 s: half of it");
        see(progress, 50, APP, "Pushing", 93_827_160, 187_654_321);
        maven.when("0.4 s: one is there");
        see(progress, 100, BASE, "Pushed", 0, 0);
        maven.when("0.5 s: both are");
        see(progress, 100, APP, "Pushed", 0, 0);
        maven.when("the push has ended");
        progress.end(SHOP);

        GoldenFile.assertReads("push-progress-terminal.txt", maven.text());
    }

    @Test
    void theEndOfOneTagLeavesTheLayersOfTheOthersInTheBlock() {
        PushProgress progress = progress(true);
        see(progress, 0, BASE, "Pushed", 0, 0);
        progress.layer(STABLE, new LayerProgress(BASE, "Pushed", 0, 0));

        progress.end(SHOP);
        maven.when("the other tag goes on");
        terminal.pass(100);
        progress.layer(STABLE, new LayerProgress(APP, "Pushing", 93_827_160, 187_654_321));

        assertThat(maven.text().substring(maven.text().indexOf("the other tag goes on")))
                .contains(APP)
                .contains("1 layer pushed");
    }
}
