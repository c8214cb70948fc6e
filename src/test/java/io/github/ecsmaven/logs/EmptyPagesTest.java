package io.github.ecsmaven.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ecs.LogStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

/** CloudWatch Logs may answer with an empty page though more events follow. */
class EmptyPagesTest {
    private static final LogStream STREAM = new LogStream("eu-central-1", "/ecs/shop", "shop/shop/1");

    private final List<String> regions = new ArrayList<>();
    private final Pages pages = new Pages();
    private final CloudWatchLogs logs = new CloudWatchLogs(region -> {
        regions.add(region);
        return pages;
    });

    /** Page n has a token n both ways; past the last page the token no longer changes. */
    private static final class Pages implements CloudWatchLogsClient {
        private List<List<String>> pages = List.of();
        private boolean endless;
        private int calls;

        @Override
        public GetLogEventsResponse getLogEvents(GetLogEventsRequest request) {
            calls++;
            int page = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
            String next = Integer.toString(endless || page < pages.size() ? page + 1 : page);
            List<String> lines = page < pages.size() ? pages.get(page) : List.of();
            return GetLogEventsResponse.builder()
                    .events(lines.stream()
                            .map(line -> OutputLogEvent.builder().message(line).build())
                            .toList())
                    .nextForwardToken(next)
                    .nextBackwardToken(next)
                    .build();
        }

        @Override
        public String serviceName() {
            return "logs";
        }

        @Override
        public void close() {}
    }

    @Test
    void areNotTheEndForwards() {
        pages.pages = List.of(List.of(), List.of("one"), List.of(), List.of("two"));
        assertThat(logs.from(STREAM, Optional.empty()).lines()).containsExactly("one", "two");
    }

    @Test
    void areNotTheEndBackwards() {
        pages.pages = List.of(List.of(), List.of("two"), List.of(), List.of("one"));
        assertThat(logs.last(STREAM, 2)).containsExactly("one", "two");
    }

    @Test
    void keepNobodyForEver() {
        pages.endless = true;

        assertThat(logs.last(STREAM, 30)).isEmpty();
        assertThat(logs.from(STREAM, Optional.empty()).token()).contains("10");
        assertThat(pages.calls).isEqualTo(20);
    }

    @Test
    void oneClientServesARegion() {
        logs.last(STREAM, 1);
        logs.last(STREAM, 1);
        logs.last(new LogStream("eu-west-1", "/ecs/shop", "shop/shop/1"), 1);

        assertThat(regions).containsExactly("eu-central-1", "eu-west-1");
    }

    @Test
    void aLimitOutsideOfAwssIsAMistakeInTheProgram() {
        assertThatThrownBy(() -> logs.last(STREAM, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> logs.last(STREAM, 10_001)).isInstanceOf(IllegalArgumentException.class);
    }
}
