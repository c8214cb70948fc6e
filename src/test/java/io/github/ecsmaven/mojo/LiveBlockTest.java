package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveBlockTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Instant now = Instant.EPOCH;

    private LiveBlock block(boolean live) {
        return new LiveBlock(new PrintStream(bytes, true, StandardCharsets.UTF_8), 10, live, () -> now);
    }

    private String screen() {
        return bytes.toString(StandardCharsets.UTF_8).replace("\u001b", "ESC");
    }

    @Test
    void goesUpOverItsOwnLinesToRedraw() {
        LiveBlock block = block(true);
        block.draw(List.of("one", "two"));
        now = now.plusMillis(100);
        block.draw(List.of("three"));

        assertThat(screen()).isEqualTo("one\ntwo\nESC[2AESC[Jthree\n");
    }

    @Test
    void redrawsAtMostTenTimesASecond() {
        LiveBlock block = block(true);
        block.draw(List.of("one"));
        now = now.plusMillis(99);
        block.draw(List.of("two"));

        assertThat(screen()).isEqualTo("one\n");
    }

    @Test
    void cutsWhatWouldWrapAndSpoilTheCount() {
        block(true).draw(List.of("0123456789abc"));

        assertThat(screen()).isEqualTo("012345678\n");
    }

    @Test
    void leavesNothingBehindForLastingLines() {
        LiveBlock block = block(true);
        block.draw(List.of("one"));
        block.erase();
        block.erase();

        assertThat(screen()).isEqualTo("one\nESC[1AESC[J");
    }

    @Test
    void isSilentWithoutATerminal() {
        LiveBlock block = block(false);
        block.draw(List.of("one"));
        block.erase();

        assertThat(screen()).isEmpty();
    }
}
