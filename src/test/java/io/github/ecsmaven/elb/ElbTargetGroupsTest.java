package io.github.ecsmaven.elb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.aws.AwsSettings;
import io.github.ecsmaven.aws.SystemProperties;
import io.github.ecsmaven.ecs.TargetGroups.HealthCheck;
import io.github.ecsmaven.ecs.TargetGroups.Target;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.elb.MissedCheck;
import io.github.ecsmaven.sandbox.elb.TargetGroup;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Target groups of the sandbox over HTTP. */
class ElbTargetGroupsTest {
    private static final String GONE =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/gone/0a1b2c3d4e5f6071";

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private final SystemProperties properties = new SystemProperties();

    @BeforeEach
    void withKeys() {
        as(Identities.CI);
    }

    private void as(String accessKeyId) {
        properties.with("aws.accessKeyId", accessKeyId).with("aws.secretAccessKey", Identities.EXAMPLE_SECRET);
    }

    @AfterEach
    void close() {
        properties.close();
        sandbox.close();
    }

    private <T> T ask(Function<ElbTargetGroups, T> question) {
        return ask(sandbox.endpoint(), Duration.ofSeconds(30), question);
    }

    private List<Target> targets(String arn) {
        return ask(groups -> groups.targets(arn));
    }

    private HealthCheck check(String arn) {
        return ask(groups -> groups.healthCheck(arn).orElseThrow());
    }

    private static <T> T ask(URI endpoint, Duration patience, Function<ElbTargetGroups, T> question) {
        AwsSettings settings = new AwsSettings(
                Optional.of("eu-west-1"), Optional.empty(), Optional.empty(), Optional.of(endpoint), Optional.empty());
        try (AwsSession session = new AwsSession(settings)) {
            return question.apply(new ElbTargetGroups(session, patience));
        }
    }

    @Test
    void readsTheHealthOfEveryTarget() {
        String arn = sandbox.elb().seedWebService("shop", 80);
        TargetGroup group = sandbox.elb().find(arn).orElseThrow();
        group.register("10.0.1.7", 8080, null);
        group.pass("10.0.1.7", 8080);
        group.register("10.0.1.8", 8080, null);
        group.fail("10.0.1.8", 8080, MissedCheck.failed());

        assertThat(targets(arn))
                .containsExactly(
                        new Target("10.0.1.7", 8080, "healthy", "", ""),
                        new Target("10.0.1.8", 8080, "unhealthy", "Target.FailedHealthChecks", "Health checks failed"));
    }

    @Test
    void readsHowTargetsAreChecked() {
        String http = sandbox.elb().seedTargetGroup("shop", "HTTP");
        String tcp = sandbox.elb().seedTargetGroup("stock", "TCP");

        assertThat(check(http))
                .isEqualTo(new HealthCheck("HTTP", "traffic-port", Optional.of("/"), Optional.of("200"), 30, 5, 5, 2));
        assertThat(check(tcp))
                .satisfies(check -> assertThat(check.path()).isEmpty())
                .satisfies(check -> assertThat(check.matcher()).isEmpty());
    }

    @Test
    void doesNotTakeAnOverridesStateForTheTargets() throws IOException {
        String answer =
                """
                <DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">
                 <DescribeTargetHealthResult><TargetHealthDescriptions><member>
                  <AdministrativeOverride><State>no_override</State><Reason>AdministrativeOverride.NoOverride</Reason>
                   <Description>No override is currently active on target</Description></AdministrativeOverride>
                  <HealthCheckPort>8080</HealthCheckPort>
                  <Target><AvailabilityZone>eu-west-1a</AvailabilityZone><Id>10.0.1.7</Id><Port>8080</Port></Target>
                  <TargetHealth><Description>Health checks failed with these codes: [503]</Description>
                   <Reason>Target.ResponseCodeMismatch</Reason><State>unhealthy</State></TargetHealth>
                 </member></TargetHealthDescriptions></DescribeTargetHealthResult></DescribeTargetHealthResponse>""";
        List<Target> targets = answering(answer, groups -> groups.targets(GONE));

        assertThat(targets)
                .containsExactly(new Target(
                        "10.0.1.7",
                        8080,
                        "unhealthy",
                        "Target.ResponseCodeMismatch",
                        "Health checks failed with these codes: [503]"));
    }

    private static <T> T answering(String xml, Function<ElbTargetGroups, T> question) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = xml.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            return ask(endpoint, Duration.ofSeconds(30), question);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysWhatAnAnswerLacks() {
        assertThatThrownBy(() -> answering("<A><TargetGroups><member/></TargetGroups></A>", g -> g.healthCheck(GONE)))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("has no readable HealthCheckProtocol");
        assertThatThrownBy(() -> answering("<A/>", g -> g.healthCheck(GONE)))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("has no readable TargetGroups");
    }

    @Test
    void namesAGroupThatIsGone() {
        assertThatThrownBy(() -> targets(GONE))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("Could not read the health of the targets in target group 'gone'")
                .hasMessageContaining("One or more target groups not found (TargetGroupNotFound)");
    }

    @Test
    void namesTheMissingPermission() {
        String arn = sandbox.elb().seedTargetGroup("shop", "HTTP");
        as(Identities.NOBODY);

        assertThatThrownBy(() -> targets(arn))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("user/nobody may not elasticloadbalancing:DescribeTargetHealth");
        assertThatThrownBy(() -> check(arn))
                .isInstanceOf(ActionableException.class)
                .hasMessageContaining("user/nobody may not elasticloadbalancing:DescribeTargetGroups");
    }

    @Test
    void givesUpWhenNobodyAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI endpoint = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            long began = System.nanoTime();

            assertThatThrownBy(() -> ask(endpoint, Duration.ofMillis(200), groups -> groups.targets(GONE)))
                    .isInstanceOf(ActionableException.class)
                    .hasMessageContaining("Elastic Load Balancing did not answer in time");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        }
    }
}
