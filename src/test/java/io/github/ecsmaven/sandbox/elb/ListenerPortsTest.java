package io.github.ecsmaven.sandbox.elb;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Listeners as real ports, targets as real servers. */
class ListenerPortsTest {
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private final ElbClient elb = new ElbClient(sandbox);
    private final int port = freePort();
    private HttpServer server;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        sandbox.elb().openPorts();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        sandbox.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private int get() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private String state(String group) {
        return ElbClient.value(elb.call("DescribeTargetHealth", "TargetGroupArn=" + group), "State");
    }

    @Test
    void leadsToEveryRegisteredTargetWhileNoneIsHealthy() throws Exception {
        String arn = elb.createTargetGroup("shop");
        elb.createListener(elb.createLoadBalancer("shop"), port, arn);
        TargetGroup group = sandbox.elb().find(arn).orElseThrow();
        group.register("10.0.0.1", 8080, server.getAddress());
        assertThat(state(arn)).isEqualTo("initial");
        assertThat(get()).isEqualTo(200);

        group.pass("10.0.0.1", 8080);
        assertThat(state(arn)).isEqualTo("healthy");
        assertThat(get()).isEqualTo(200);

        group.fail("10.0.0.1", 8080, MissedCheck.failed());
        assertThat(state(arn)).isEqualTo("unhealthy");
        assertThat(get()).isEqualTo(200);

        group.drain("10.0.0.1", 8080);
        group.pass("10.0.0.1", 8080);
        assertThat(state(arn)).isEqualTo("draining");
        assertThat(get()).isEqualTo(503);

        group.forget("10.0.0.1", 8080);
        assertThat(elb.call("DescribeTargetHealth", "TargetGroupArn=" + arn))
                .contains("<TargetHealthDescriptions></TargetHealthDescriptions>");
    }

    @Test
    void leadsToHealthyTargetsOnlyWhileThereAreAny() throws Exception {
        String arn = elb.createTargetGroup("shop");
        elb.createListener(elb.createLoadBalancer("shop"), port, arn);
        TargetGroup group = sandbox.elb().find(arn).orElseThrow();
        group.register("10.0.0.1", 8080, server.getAddress());
        group.register("10.0.0.2", 8080, null);
        group.fail("10.0.0.2", 8080, MissedCheck.failed());
        assertThat(List.of(get(), get())).containsExactlyInAnyOrder(200, 504);

        group.pass("10.0.0.1", 8080);
        assertThat(List.of(get(), get())).containsExactly(200, 200);
    }

    @Test
    void targetsOfAGroupThatNoListenerForwardsToAreUnused() {
        String arn = elb.createTargetGroup("shop");
        sandbox.elb().find(arn).orElseThrow().register("10.0.0.1", 8080, server.getAddress());

        assertThat(elb.call("DescribeTargetHealth", "TargetGroupArn=" + arn))
                .contains("<Target><Id>10.0.0.1</Id><Port>8080</Port></Target>")
                .contains("<State>unused</State><Reason>Target.NotInUse</Reason>");
    }

    @Test
    void closesThePortWithTheListener() throws Exception {
        String listener = elb.createListener(elb.createLoadBalancer("shop"), port, elb.createTargetGroup("shop"));
        assertThat(get()).isEqualTo(503);

        elb.call("DeleteListener", "ListenerArn=" + listener);
        Assertions.assertThatThrownBy(this::get).isInstanceOf(ConnectException.class);
    }

    @Test
    void saysWhichPortItCannotOpen() {
        String balancer = elb.createLoadBalancer("shop");
        String group = elb.createTargetGroup("shop");

        assertThat(refusal(balancer, group, "HTTP", 80)).contains("port 80", "ports of 127.0.0.1", "above 1023");
        assertThat(refusal(balancer, group, "HTTP", server.getAddress().getPort()))
                .contains("port " + server.getAddress().getPort(), "cannot be opened");
        assertThat(elb.call("DescribeTargetGroups")).contains("<LoadBalancerArns></LoadBalancerArns>");
    }

    private String refusal(String balancer, String group, String protocol, int wanted) {
        return elb.refusal(
                "CreateListener",
                "LoadBalancerArn=" + balancer,
                "Protocol=" + protocol,
                "Port=" + wanted,
                "DefaultActions.member.1.Type=forward",
                "DefaultActions.member.1.TargetGroupArn=" + group);
    }

    @Test
    void aCheckWithHttpWantsOneOfItsCodes() {
        HealthCheck check = new HealthCheck("HTTP", "/health", 30, 5, 5, 2, "200,202-204");
        assertThat(check.check(server.getAddress())).isEmpty();
        status = 203;
        assertThat(check.check(server.getAddress())).isEmpty();
        status = 302;
        assertThat(check.check(server.getAddress()))
                .contains(
                        new MissedCheck("Target.ResponseCodeMismatch", "Health checks failed with these codes: [302]"));
    }

    @Test
    void aTargetThatSaysNothingTimesOut() throws Exception {
        HealthCheck check = new HealthCheck("HTTP", "/health", 5, 1, 5, 2, "200");
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(check.check(new InetSocketAddress(InetAddress.getLoopbackAddress(), silent.getLocalPort())))
                    .contains(new MissedCheck("Target.Timeout", "Request timed out"));
        }
    }

    @Test
    void aCheckWithTcpWantsAConnectionThatStays() throws Exception {
        HealthCheck check = new HealthCheck("TCP", "", 30, 10, 5, 2, "");
        assertThat(check.check(server.getAddress())).isEmpty();
        assertThat(check.check(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                .contains(MissedCheck.failed());
        try (TcpForwarder hangingUp = TcpForwarder.tcp(0, java.util.List::of)) {
            assertThat(check.check(new InetSocketAddress(InetAddress.getLoopbackAddress(), hangingUp.port())))
                    .contains(MissedCheck.failed());
        }
    }
}
