package io.github.ecsmaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void hasARowAResourceAndEndsWithTheUrl() {
        Summary summary = new Summary();
        summary.add("repository", Summary.Outcome.CREATED, "shop", Duration.ofMillis(312));
        summary.add("image", Summary.Outcome.UPDATED, "shop:1.4.0", Duration.ofMillis(12_345));
        summary.add("lifecycle policy", Summary.Outcome.UNCHANGED, "2 rules", Duration.ofMillis(80));
        summary.url("http://shop-1.eu-west-1.elb.amazonaws.com/");

        assertThat(summary.lines())
                .containsExactly(
                        "  repository        created      0.3 s  shop",
                        "  image             updated     12.3 s  shop:1.4.0",
                        "  lifecycle policy  unchanged    0.1 s  2 rules",
                        "  http://shop-1.eu-west-1.elb.amazonaws.com/");
    }

    @Test
    void saysNothingWhereNothingWasDone() {
        assertThat(new Summary().lines()).isEmpty();
    }
}
