package io.github.ecsmaven.logs;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsFailures;
import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.ecs.ContainerLogs;
import io.github.ecsmaven.ecs.LogStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * Log streams of Amazon CloudWatch Logs, each read in its own region. An event of several lines counts as that many. Lines can come seconds
 * after they were written. Safe for use by several threads.
 *
 * <p>A page of events may be empty though more follow: an end is reached when a call gives back the token that it was given (API
 * reference, "GetLogEvents").
 */
public final class CloudWatchLogs implements ContainerLogs {
    private static final int MOST_EVENTS = 10_000;
    // A call that meets empty pages only, or a container that writes faster than it is read, must come to an end too.
    private static final int MOST_PAGES = 10;
    // Lines explain a verdict that is known already: nobody waits as long for them as for a change.
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

    private final Function<String, CloudWatchLogsClient> clients;
    private final Map<String, CloudWatchLogsClient> clientsByRegion = new ConcurrentHashMap<>();

    /** @param clients makes the client of a region */
    CloudWatchLogs(Function<String, CloudWatchLogsClient> clients) {
        this.clients = clients;
    }

    /** The logs that a session's identity may read. Clients are made when a region is first asked. */
    public static CloudWatchLogs of(AwsSession session) {
        return new CloudWatchLogs(
                region -> session.client(CloudWatchLogsClient.builder().overrideConfiguration(quick()), region));
    }

    private static ClientOverrideConfiguration quick() {
        return ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                .apiCallTimeout(CALL_TIMEOUT)
                .build();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when the limit is not one of 1 to 10000
     */
    @Override
    public List<String> last(LogStream stream, int limit) {
        if (limit < 1 || limit > MOST_EVENTS) {
            throw new IllegalArgumentException("not 1 to " + MOST_EVENTS + " lines: " + limit);
        }
        return read(stream, () -> readBackwards(stream, limit), List.of());
    }

    private List<String> readBackwards(LogStream stream, int limit) {
        Deque<String> lines = new ArrayDeque<>();
        Optional<String> token = Optional.empty();
        for (int pages = 0; pages < MOST_PAGES && lines.size() < limit; pages++) {
            int missing = limit - lines.size();
            GetLogEventsResponse page =
                    page(stream, token, request -> request.startFromHead(false).limit(missing));
            putFirst(page.events(), lines, limit);
            Optional<String> before = Optional.ofNullable(page.nextBackwardToken());
            if (before.isEmpty() || before.equals(token)) {
                break;
            }
            token = before;
        }
        return List.copyOf(lines);
    }

    private static void putFirst(List<OutputLogEvent> events, Deque<String> lines, int limit) {
        List<String> earlier = events.stream().flatMap(CloudWatchLogs::lines).toList();
        for (int i = earlier.size() - 1; i >= 0 && lines.size() < limit; i--) {
            lines.addFirst(earlier.get(i));
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Gives what there is by now, up to ten megabytes of it. A token equal to the one that was given says that nothing more is there
     * yet; tokens are good for 24 hours.
     */
    @Override
    public Page from(LogStream stream, Optional<String> token) {
        return read(stream, () -> readForwards(stream, token), new Page(List.of(), token));
    }

    private Page readForwards(LogStream stream, Optional<String> start) {
        List<String> lines = new ArrayList<>();
        Optional<String> token = start;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            GetLogEventsResponse page = page(stream, token, request -> request.startFromHead(true));
            page.events().stream().flatMap(CloudWatchLogs::lines).forEach(lines::add);
            Optional<String> after = Optional.ofNullable(page.nextForwardToken());
            if (after.isEmpty() || after.equals(token)) {
                break;
            }
            token = after;
        }
        return new Page(lines, token);
    }

    private GetLogEventsResponse page(
            LogStream stream, Optional<String> token, Consumer<GetLogEventsRequest.Builder> wanted) {
        GetLogEventsRequest.Builder request = GetLogEventsRequest.builder()
                .logGroupName(stream.group())
                .logStreamName(stream.name())
                .applyMutation(wanted);
        token.ifPresent(request::nextToken);
        return client(stream.region()).getLogEvents(request.build());
    }

    private static Stream<String> lines(OutputLogEvent event) {
        return Arrays.stream(event.message().stripTrailing().split("\\R", -1));
    }

    private CloudWatchLogsClient client(String region) {
        return clientsByRegion.computeIfAbsent(region, clients);
    }

    /** @throws ActionableException for all failures but that of a group or stream that is not there */
    private static <T> T read(LogStream stream, Reading<T> reading, T nothing) {
        try {
            return reading.read();
        } catch (ResourceNotFoundException nobodyWrote) {
            return nothing;
        } catch (SdkException e) {
            throw AwsFailures.explain(
                    "read log stream '" + stream.name() + "' of group '" + stream.group() + "' in " + stream.region(),
                    e);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read();
    }
}
