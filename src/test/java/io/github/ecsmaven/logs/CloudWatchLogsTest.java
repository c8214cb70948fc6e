package io.github.ecsmaven.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.aws.AwsSettings;
import io.github.ecsmaven.aws.SystemProperties;
import io.github.ecsmaven.ecs.ContainerLogs.Page;
import io.github.ecsmaven.ecs.LogStream;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Log streams read from the sandbox over HTTP. */
class CloudWatchLogsTest {
    private static final LogStream STREAM = new LogStream("eu-west-1", "/ecs/shop", "shop/shop/0a1b2c3d");

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private final SystemProperties properties = new SystemProperties();
    private final AwsSession session = new AwsSession(new AwsSettings(
            Optional.of("us-east-1"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(sandbox.endpoint()),
            Optional.empty()));
    private final CloudWatchLogs logs = CloudWatchLogs.of(session);

    @BeforeEach
    void withKeys() {
        as(Identities.CI);
    }

    private void as(String accessKeyId) {
        properties.with("aws.accessKeyId", accessKeyId).with("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
    }

    @AfterEach
    void close() {
        session.close();
        properties.close();
        sandbox.close();
    }

    private void written(String... lines) {
        sandbox.logs().seedGroup(STREAM.group());
        for (String line : lines) {
            sandbox.logs().put(STREAM.group(), STREAM.name(), line);
        }
    }

    @Test
    void readsTheLastLinesOldestFirstInTheRegionOfTheStream() {
        written("starting", "no database", "exiting");

        assertThat(logs.last(STREAM, 2)).containsExactly("no database", "exiting");
        assertThat(logs.last(STREAM, 10_000)).containsExactly("starting", "no database", "exiting");
    }

    @Test
    void readsTheLastLinesAcrossPages() {
        String[] lines = IntStream.range(0, 4)
                .mapToObj(i -> Integer.toString(i).repeat(400_000))
                .toArray(String[]::new);
        written(lines);

        assertThat(logs.last(STREAM, 3)).containsExactly(lines[1], lines[2], lines[3]);
    }

    @Test
    void countsTheLinesOfAnEvent() {
        written("Exception in thread main\n\tat Shop.main(Shop.java:7)\n", "bye");

        assertThat(logs.last(STREAM, 2)).containsExactly("\tat Shop.main(Shop.java:7)", "bye");
        assertThat(logs.from(STREAM, Optional.empty()).lines()).hasSize(3);
    }

    @Test
    void takesAMissingGroupOrStreamForSilence() {
        assertThat(logs.last(STREAM, 30)).isEmpty();
        assertThat(logs.from(STREAM, Optional.empty())).isEqualTo(new Page(List.of(), Optional.empty()));
        sandbox.logs().seedGroup(STREAM.group());
        assertThat(logs.last(STREAM, 30)).isEmpty();
        assertThat(logs.from(STREAM, Optional.empty())).isEqualTo(new Page(List.of(), Optional.empty()));
    }

    @Test
    void goesOnWhereTheCallBeforeEnded() {
        written("one", "two");
        Page first = logs.from(STREAM, Optional.empty());
        Page nothingNew = logs.from(STREAM, first.token());
        written("three");
        Page next = logs.from(STREAM, nothingNew.token());

        assertThat(first.lines()).containsExactly("one", "two");
        assertThat(nothingNew).isEqualTo(new Page(List.of(), first.token()));
        assertThat(next.lines()).containsExactly("three");
        assertThat(next.token()).isPresent().isNotEqualTo(first.token());
    }

    @Test
    void readsAllThatIsThereThoughItIsSeveralPages() {
        String line = "x".repeat(200_000);
        written(line, line, line, line, line, line, line, "end");

        assertThat(logs.from(STREAM, Optional.empty()).lines()).hasSize(8).endsWith("end");
    }

    @Test
    void namesTheMissingPermission() {
        written("secret");
        sandbox.identities().addUser("AKIANOLOGSNOLOGSNOLO", "nologs", Set.of("logs:*"));
        as("AKIANOLOGSNOLOGSNOLO");

        assertThatThrownBy(() -> logs.last(STREAM, 30))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining(
                        "Could not read log stream 'shop/shop/0a1b2c3d' of group '/ecs/shop' in eu-west-1")
                .hasMessageContaining("user/nologs may not logs:GetLogEvents")
                .hasMessageContaining(
                        "arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/shop:log-stream:shop/shop/0a1b2c3d");
    }

    @Test
    void getsOverThrottlingAndBrokenConnections() {
        written("one");
        sandbox.faults().throttle("logs:GetLogEvents", 1);
        sandbox.faults().reset("logs:GetLogEvents", 1);

        assertThat(logs.last(STREAM, 1)).containsExactly("one");
    }

    @Test
    void explainsATokenThatIsNoneAnyMore() {
        written("one");

        assertThatThrownBy(() -> logs.from(STREAM, Optional.of("f/1")))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("The specified nextToken is invalid.");
    }
}
