package io.github.ecsmaven.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.preflight.Finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreflightTest {
    private record Broken() implements Check {
        @Override
        public String subject() {
            return "weather";
        }

        @Override
        public String doing() {
            return "look at the weather";
        }

        @Override
        public void look(Report report) {
            throw new IllegalStateException("no window");
        }
    }

    @Test
    void anErrorOfTheChecksOwnEndsNothingAndIsNoPass() throws InterruptedException {
        Verdict verdict = new Preflight(List.of(new Broken())).run();

        assertThat(verdict.of(Severity.FAILURE)).isEmpty();
        assertThat(verdict.of(Severity.NOT_CHECKED)).singleElement().satisfies(finding -> assertThat(finding.problem())
                .contains("Could not look at the weather", "no window"));
    }
}
