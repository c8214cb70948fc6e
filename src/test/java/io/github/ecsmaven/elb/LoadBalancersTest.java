package io.github.ecsmaven.elb;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecsmaven.aws.AwsSession;
import io.github.ecsmaven.aws.AwsSettings;
import io.github.ecsmaven.aws.SystemProperties;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.SandboxOptions;
import io.github.ecsmaven.sandbox.elb.ElbSandbox;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The three look-ups behind a service's URL, against the sandbox over HTTP. */
class LoadBalancersTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private final ElbSandbox elb = sandbox.elb();
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

    private Optional<URI> urlOf(String targetGroup) {
        return urlOf(targetGroup, sandbox.endpoint(), Duration.ofSeconds(30));
    }

    private static Optional<URI> urlOf(String targetGroup, URI endpoint, Duration patience) {
        AwsSettings settings = new AwsSettings(
                Optional.of("eu-west-1"), Optional.empty(), Optional.empty(), Optional.of(endpoint), Optional.empty());
        try (AwsSession session = new AwsSession(settings)) {
            return new LoadBalancers(session, patience).urlOf(targetGroup);
        }
    }

    private String balancer() {
        return elb.seedLoadBalancer("shop", "application", "internet-facing");
    }

    private String group(String name) {
        return elb.seedTargetGroup(name, "HTTP");
    }

    @Test
    void namesThePortThatIsNotTheSchemesOwn() {
        assertThat(urlOf(elb.seedWebService("shop", 8080))).contains(URI.create("http://127.0.0.1:8080/"));
    }

    @Test
    void leavesOutThePortThatIsTheSchemesOwn() {
        assertThat(urlOf(elb.seedWebService("shop", 80))).contains(URI.create("http://127.0.0.1/"));
    }

    @Test
    void prefersHttpsToHttp() {
        String balancer = balancer();
        String group = group("shop");
        elb.seedListener(balancer, "HTTP", 80, group);
        elb.seedListener(balancer, "HTTPS", 443, group);

        assertThat(urlOf(group)).contains(URI.create("https://127.0.0.1/"));
    }

    @Test
    void prefersTheSchemesOwnPort() {
        String balancer = balancer();
        String group = group("shop");
        elb.seedListener(balancer, "HTTPS", 8443, group);
        elb.seedListener(balancer, "HTTPS", 443, group);

        assertThat(urlOf(group)).contains(URI.create("https://127.0.0.1/"));
    }

    @Test
    void prefersAListenerOfTheGroupsOwnOnASharedLoadBalancer() {
        String balancer = balancer();
        String group = group("shop");
        elb.seedListener(balancer, "HTTPS", 443, group("stock"));
        elb.seedListener(balancer, "HTTP", 8080, group);

        assertThat(urlOf(group)).contains(URI.create("http://127.0.0.1:8080/"));
    }

    @Test
    void hasNoUrlForANetworkLoadBalancer() {
        String group = elb.seedTargetGroup("shop", "TCP");
        elb.seedListener(elb.seedLoadBalancer("shop", "network", "internal"), "TCP", 5432, group);

        assertThat(urlOf(group)).isEmpty();
        assertThat(sandbox.requestLog().operations())
                .containsExactly(
                        "elasticloadbalancing:DescribeTargetGroups",
                        "elasticloadbalancing:DescribeLoadBalancers",
                        "elasticloadbalancing:DescribeListeners");
    }

    @Test
    void hasNoUrlWithoutAListener() {
        balancer();
        assertThat(urlOf(group("shop"))).isEmpty();
    }

    @Test
    void hasNoUrlForAGroupThatIsGone() {
        assertThat(urlOf("arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/gone/0a1b2c3d4e5f6071"))
                .isEmpty();
    }

    @Test
    void hasNoUrlWhereItMayNotLook() {
        String group = elb.seedWebService("shop", 80);
        sandbox.identities().addUser("AKIALISTENERSEXAMPLE", "few", Set.of("elasticloadbalancing:DescribeListeners"));
        as(Identities.NOBODY);
        assertThat(urlOf(group)).isEmpty();
        as("AKIALISTENERSEXAMPLE");
        assertThat(urlOf(group)).isEmpty();
        as("AKIAUNKNOWNUNKNOWNXX");
        assertThat(urlOf(group)).isEmpty();
    }

    @Test
    void asksOnceWhenItIsThrottledOrCutOff() {
        String group = elb.seedWebService("shop", 80);
        sandbox.faults().throttle("elasticloadbalancing:DescribeTargetGroups", 1);
        assertThat(urlOf(group)).isEmpty();
        sandbox.faults().reset("elasticloadbalancing:DescribeListeners", 1);
        assertThat(urlOf(group)).isEmpty();
        assertThat(urlOf(group)).isPresent();
    }

    @Test
    void givesUpAtOnceWhereNobodyListens() throws IOException {
        URI nowhere;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = URI.create("http://127.0.0.1:" + taken.getLocalPort());
        }
        long began = System.nanoTime();

        assertThat(urlOf("arn:tg", nowhere, Duration.ofSeconds(30))).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    }

    @Test
    void givesUpWhenNobodyAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI endpoint = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            long began = System.nanoTime();

            assertThat(urlOf("arn:tg", endpoint, Duration.ofMillis(200))).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
        }
    }
}
