package io.github.ecsmaven.sandbox.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.SdkClients;
import io.github.ecsmaven.sandbox.SettableClock;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** The sandbox's CloudWatch Logs through the SDK's client. */
class LogsApiTest {
    private static final String GROUP = "/ecs/shop";
    private static final String STREAM = "shop/shop/1";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
    private final CloudWatchLogsClient logs = SdkClients.logs(sandbox);

    @AfterEach
    void close() {
        logs.close();
        sandbox.close();
    }

    private void written(String... lines) {
        sandbox.logs().seedGroup(GROUP);
        Arrays.stream(lines).forEach(line -> sandbox.logs().put(GROUP, STREAM, line));
    }

    private GetLogEventsResponse fromHead(int limit, String token) {
        return logs.getLogEvents(r -> r.logGroupName(GROUP)
                .logStreamName(STREAM)
                .startFromHead(true)
                .limit(limit)
                .nextToken(token));
    }

    private static List<String> messages(GetLogEventsResponse page) {
        return page.events().stream().map(OutputLogEvent::message).toList();
    }

    private static String code(ThrowingCallable call) {
        return catchThrowableOfType(CloudWatchLogsException.class, call)
                .awsErrorDetails()
                .errorCode();
    }

    @Test
    void aGroupIsMadeDescribedAndDeleted() {
        logs.createLogGroup(r -> r.logGroupName(GROUP));
        logs.createLogGroup(r -> r.logGroupName("/ecs/stock"));
        logs.putRetentionPolicy(r -> r.logGroupName(GROUP).retentionInDays(30));

        LogGroup group = logs.describeLogGroups(r -> r.logGroupNamePrefix("/ecs/sh"))
                .logGroups()
                .get(0);
        assertThat(group.logGroupName()).isEqualTo(GROUP);
        assertThat(group.retentionInDays()).isEqualTo(30);
        assertThat(group.creationTime()).isEqualTo(clock.millis());
        assertThat(group.arn()).isEqualTo("arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/shop:*");
        assertThat(group.logGroupArn()).isEqualTo("arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/shop");

        logs.deleteLogGroup(r -> r.logGroupName(GROUP));
        assertThat(logs.describeLogGroups().logGroups())
                .extracting(LogGroup::logGroupName)
                .containsExactly("/ecs/stock");
        assertThat(sandbox.requestLog().writes())
                .containsExactly(
                        "logs:CreateLogGroup", "logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:DeleteLogGroup");
    }

    @Test
    void groupsComeInPages() {
        sandbox.logs().seedGroup("a").seedGroup("b").seedGroup("c");

        assertThat(logs.describeLogGroupsPaginator(r -> r.limit(2)).logGroups())
                .extracting(LogGroup::logGroupName)
                .containsExactly("a", "b", "c");
        assertThat(logs.describeLogGroups(r -> r.limit(2)).logGroups()).hasSize(2);
        assertThatThrownBy(() -> logs.describeLogGroups(r -> r.limit(51)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Member must have value less than or equal to 50");
    }

    @Test
    void aGroupIsThereOnce() {
        sandbox.logs().seedGroup(GROUP);

        assertThatThrownBy(() -> logs.createLogGroup(r -> r.logGroupName(GROUP)))
                .isInstanceOf(ResourceAlreadyExistsException.class)
                .hasMessageContaining("The specified log group already exists");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> fromHead(1, null))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("The specified log group does not exist.");
        assertThatThrownBy(() -> logs.describeLogStreams(r -> r.logGroupName(GROUP)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> logs.deleteLogGroup(r -> r.logGroupName(GROUP)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(
                        () -> logs.putRetentionPolicy(r -> r.logGroupName(GROUP).retentionInDays(1)))
                .isInstanceOf(ResourceNotFoundException.class);
        sandbox.logs().seedGroup(GROUP);
        assertThatThrownBy(() -> fromHead(1, null))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("The specified log stream does not exist.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "wíth", "a:b", "aws/ecs"})
    void refusesNamesThatNoGroupMayHave(String name) {
        assertThatThrownBy(() -> logs.createLogGroup(r -> r.logGroupName(name)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void refusesValuesOutsideOfTheirBounds() {
        written("one");
        assertThatThrownBy(
                        () -> logs.putRetentionPolicy(r -> r.logGroupName(GROUP).retentionInDays(2)))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> fromHead(0, null)).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> fromHead(10_001, null)).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> fromHead(1, "f/1")).hasMessageContaining("The specified nextToken is invalid.");
        assertThatThrownBy(() -> fromHead(1, "f/" + "9".repeat(56)))
                .hasMessageContaining("The specified nextToken is invalid.");
        String forward = fromHead(1, null).nextForwardToken();
        assertThatThrownBy(() -> logs.getLogEvents(
                        r -> r.logGroupName(GROUP).logStreamName(STREAM).nextToken(forward)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void readsForwardsUntilTheSameTokenComesBack() {
        written("one", "two", "three");

        GetLogEventsResponse first = fromHead(2, null);
        GetLogEventsResponse second = fromHead(2, first.nextForwardToken());
        GetLogEventsResponse end = fromHead(2, second.nextForwardToken());
        assertThat(messages(first)).containsExactly("one", "two");
        assertThat(messages(second)).containsExactly("three");
        assertThat(end.events()).isEmpty();
        assertThat(end.nextForwardToken()).isEqualTo(second.nextForwardToken()).matches("f/[0-9]{56}");

        written("four");
        assertThat(messages(fromHead(2, end.nextForwardToken()))).containsExactly("four");
    }

    @Test
    void readsTheNewestFirstUnlessToldOtherwise() {
        written("one", "two", "three");

        GetLogEventsResponse last = logs.getLogEvents(
                r -> r.logGroupName(GROUP).logStreamName(STREAM).limit(2));
        GetLogEventsResponse before = logs.getLogEvents(
                r -> r.logGroupName(GROUP).logStreamName(STREAM).limit(2).nextToken(last.nextBackwardToken()));
        assertThat(messages(last)).containsExactly("two", "three");
        assertThat(messages(before)).containsExactly("one");
        assertThat(before.nextBackwardToken()).matches("b/0{56}");
    }

    @Test
    void aPageHasAMegabyte() {
        String line = "x".repeat(400_000);
        written(line, line, line);

        assertThat(fromHead(10_000, null).events()).hasSize(2);
    }

    @Test
    void leavesOutWhatIsTooOldOrNotAskedFor() {
        written("old");
        clock.advance(Duration.ofDays(2));
        long then = clock.millis();
        written("new");

        assertThat(logs.getLogEvents(
                                r -> r.logGroupName(GROUP).logStreamName(STREAM).startTime(then))
                        .events())
                .extracting(OutputLogEvent::message)
                .containsExactly("new");
        assertThat(logs.getLogEvents(
                                r -> r.logGroupName(GROUP).logStreamName(STREAM).endTime(then))
                        .events())
                .extracting(OutputLogEvent::message)
                .containsExactly("old");
        logs.putRetentionPolicy(r -> r.logGroupName(GROUP).retentionInDays(1));
        assertThat(messages(fromHead(10, null))).containsExactly("new");
    }

    @Test
    void listsStreamsByNameOrByTheirLastEvent() {
        written("one");
        clock.advance(Duration.ofSeconds(1));
        sandbox.logs().put(GROUP, "shop/shop/0", "later");

        assertThat(logs.describeLogStreams(r -> r.logGroupName(GROUP)).logStreams())
                .extracting(LogStream::logStreamName)
                .containsExactly("shop/shop/0", "shop/shop/1");
        assertThat(logs.describeLogStreams(r -> r.logGroupName(GROUP)
                                .orderBy("LastEventTime")
                                .descending(true)
                                .limit(1))
                        .logStreams())
                .extracting(LogStream::logStreamName)
                .containsExactly("shop/shop/0");
        assertThat(logs.describeLogStreams(r -> r.logGroupName(GROUP).logStreamNamePrefix("shop/shop/1"))
                        .logStreams())
                .extracting(LogStream::logStreamName)
                .containsExactly("shop/shop/1");
        assertThat(code(() -> logs.describeLogStreams(
                        r -> r.logGroupName(GROUP).orderBy("LastEventTime").logStreamNamePrefix("shop"))))
                .isEqualTo("InvalidParameterException");
    }

    @Test
    void asksForTheActionOnTheStream() {
        try (CloudWatchLogsClient nobody = SdkClients.logs(sandbox, SdkClients.user(Identities.NOBODY))) {
            assertThatThrownBy(
                            () -> nobody.getLogEvents(r -> r.logGroupName(GROUP).logStreamName(STREAM)))
                    .hasMessageContaining(
                            "not authorized to perform: logs:GetLogEvents on resource:"
                                    + " arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/shop:log-stream:shop/shop/1 because");
            assertThat(code(() -> nobody.createLogGroup(r -> r.logGroupName(GROUP))))
                    .isEqualTo("AccessDeniedException");
            assertThat(code(nobody::describeLogGroups)).isEqualTo("AccessDeniedException");
        }
    }

    @Test
    void whatItDoesNotImplementIsAnError() {
        assertThat(code(() -> logs.createLogStream(r -> r.logGroupName(GROUP).logStreamName(STREAM))))
                .isEqualTo("NotImplementedBySandbox");
        assertThat(code(() -> logs.createLogGroup(r -> r.logGroupName(GROUP).kmsKeyId("key"))))
                .isEqualTo("NotImplementedBySandbox");
    }

    @Test
    void suffersFaultsLikeTheOthers() {
        written("one");
        sandbox.faults().throttle("logs:GetLogEvents", 1);

        assertThat(code(() -> fromHead(1, null))).isEqualTo("ThrottlingException");
        assertThat(messages(fromHead(1, null))).containsExactly("one");
    }
}
