package io.github.ecsmaven.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.core.DockerClientConfig;
import io.github.ecsmaven.image.BuildListener;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildOutputTest {
    private final List<String> lines = new ArrayList<>();
    private final TickingClock clock = new TickingClock();
    private final BuildOutput output = new BuildOutput(
            new BuildListener() {
                @Override
                public void output(String line) {
                    lines.add(line);
                }

                @Override
                public void warning(String message) {
                    lines.add("warning: " + message);
                }
            },
            clock);

    @Test
    void cutsTheStreamIntoLines() {
        receive("{'stream': 'Step 1/2 : FROM scr'}");
        receive("{'stream': 'atch\\n'}");
        receive("{'stream': ' ---> \\none\\r\\ntwo\\n\\nthree'}");
        output.finish();

        assertThat(lines).containsExactly("Step 1/2 : FROM scratch", " ---> ", "one", "two", "", "three");
    }

    @Test
    void showsALineThatAProgramRedrewAsItLookedAtLast() {
        receive("{'stream': '10%\\r50%\\r100%\\n'}");

        assertThat(lines).containsExactly("100%");
    }

    @Test
    void knowsTheInstructionThatItIsAt() {
        receive("{'stream': 'Step 1/2 : FROM scratch\\n'}");
        receive("{'stream': 'Step 2/2 : RUN make\\n'}");
        receive("{'stream': 'make: *** no rule\\n'}");

        assertThat(output.step()).contains("2/2 : RUN make");
    }

    @Test
    void knowsTheInstructionInPodmansWords() {
        receive("{'stream': 'STEP 3/5: COPY a b\\n'}");

        assertThat(output.step()).contains("3/5 : COPY a b");
    }

    @Test
    void takesTheIdOfTheLastStage() {
        receive("{'aux': {'ID': 'sha256:" + "1".repeat(64) + "'}}");
        receive("{'aux': {'ID': 'sha256:" + "2".repeat(64) + "'}}");
        receive("{'stream': 'Successfully built 222222222222\\n'}");

        assertThat(output.imageId()).contains("sha256:" + "2".repeat(64));
    }

    @Test
    void takesTheShortIdWhereTheEngineTellsNoOther() {
        receive("{'stream': 'Successfully built 222222222222\\n'}");

        assertThat(output.imageId()).contains("222222222222");
    }

    @Test
    void hasNoImageWhenOnlyAStageWasBuilt() {
        receive("{'aux': {'ID': 'sha256:" + "1".repeat(64) + "'}}");

        assertThat(output.imageId()).isEmpty();
    }

    @Test
    void remembersTheErrorAndTheLastFiftyLines() {
        for (int i = 1; i <= 60; i++) {
            receive("{'stream': 'line " + i + "\\n'}");
        }
        receive("{'errorDetail': {'code': 2, 'message': 'The command returned a non-zero code: 2'}, 'error': 'other'}");

        assertThat(output.error()).contains("The command returned a non-zero code: 2");
        assertThat(output.lastLines()).hasSize(50).startsWith("line 11").endsWith("line 60");
    }

    @Test
    void tellsAPullInAFewLines() {
        receive("{'status': 'Pulling from library/alpine', 'id': '3.20'}");
        receive("{'status': 'Pulling fs layer', 'progressDetail': {}, 'id': 'abc'}");
        receive("{'status': 'Downloading', 'progressDetail': {'current': 1000000, 'total': 9000000}, 'id': 'abc'}");
        clock.now = clock.now.plusSeconds(6);
        receive("{'status': 'Downloading', 'progressDetail': {'current': 2000000, 'total': 9000000}, 'id': 'abc'}");
        receive("{'status': 'Downloading', 'progressDetail': {'current': 3000000, 'total': 9000000}, 'id': 'abc'}");
        receive("{'status': 'Pull complete', 'progressDetail': {}, 'id': 'abc'}");
        receive("{'status': 'Status: Downloaded newer image for alpine:3.20'}");

        assertThat(lines)
                .containsExactly(
                        "3.20: Pulling from library/alpine",
                        "abc: Downloading 2.0 MB of 9.0 MB",
                        "abc: Pull complete",
                        "Status: Downloaded newer image for alpine:3.20");
    }

    @Test
    void cutsALineThatAProgramNeverEnds() {
        String piece = "x".repeat(1 << 16);
        for (int i = 0; i < 100; i++) {
            receive("{'stream': '" + piece + "'}");
        }
        output.finish();

        assertThat(lines).hasSizeGreaterThan(4).allMatch(line -> line.length() < 1 << 21);
        assertThat(String.join("", lines)).hasSize(100 << 16);
    }

    private void receive(String json) {
        ObjectMapper mapper = DockerClientConfig.getDefaultObjectMapper();
        try {
            output.accept(mapper.readValue(json.replace('\'', '"'), BuildResponseItem.class));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static final class TickingClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
