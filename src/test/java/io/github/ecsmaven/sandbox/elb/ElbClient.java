package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.HandSigned;
import io.github.ecsmaven.sandbox.Sandbox;
import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.sandbox.sts.Identities;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Calls of the query API over HTTP, in the form of {@code aws elbv2} with as little typing. */
final class ElbClient {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Sandbox sandbox;
    private final String accessKeyId;

    ElbClient(Sandbox sandbox) {
        this(sandbox, Identities.CI);
    }

    ElbClient(Sandbox sandbox, String accessKeyId) {
        this.sandbox = sandbox;
        this.accessKeyId = accessKeyId;
    }

    /** @param parameters such as {@code Name=shop} */
    HttpResponse<String> send(String action, String... parameters) {
        String form = Arrays.stream(parameters)
                .filter(parameter -> !parameter.isEmpty())
                .map(ElbClient::encoded)
                .collect(Collectors.joining("&", "Action=" + action + "&Version=2015-12-01&", ""));
        HttpRequest request = HandSigned.by(accessKeyId, "elasticloadbalancing")
                .post(
                        sandbox.endpoint(),
                        Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                        form)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String parameter) {
        int equals = parameter.indexOf('=');
        return parameter.substring(0, equals) + "="
                + URLEncoder.encode(parameter.substring(equals + 1), StandardCharsets.UTF_8);
    }

    /** The body of an answer that must be a success. */
    String call(String action, String... parameters) {
        HttpResponse<String> answer = send(action, parameters);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
        return answer.body();
    }

    /** Code and message of an answer that must be an error. */
    String refusal(String action, String... parameters) {
        HttpResponse<String> answer = send(action, parameters);
        if (answer.statusCode() < 400) {
            throw new AssertionError("not refused: " + answer.body());
        }
        return value(answer.body(), "Code") + ": " + value(answer.body(), "Message");
    }

    /** The text of the first such element. */
    static String value(String xml, String element) {
        Matcher found =
                Pattern.compile("<" + element + ">([^<]*)</" + element + ">").matcher(xml);
        return found.find() ? found.group(1).replace("&amp;", "&") : "";
    }

    String createLoadBalancer(String name, String... more) {
        return value(
                call(
                        "CreateLoadBalancer",
                        all(
                                more,
                                "Name=" + name,
                                "Subnets.member.1=subnet-0a1b2c3d4e5f67890",
                                "Subnets.member.2=subnet-1a2b3c4d5e6f78901")),
                "LoadBalancerArn");
    }

    String createTargetGroup(String name, String... more) {
        return value(
                call(
                        "CreateTargetGroup",
                        all(more, "Name=" + name, "Protocol=HTTP", "Port=80", "VpcId=" + Vpc.ID, "TargetType=ip")),
                "TargetGroupArn");
    }

    String createListener(String loadBalancer, int port, String targetGroup, String... more) {
        return value(
                call(
                        "CreateListener",
                        all(
                                more,
                                "LoadBalancerArn=" + loadBalancer,
                                "Protocol=HTTP",
                                "Port=" + port,
                                "DefaultActions.member.1.Type=forward",
                                "DefaultActions.member.1.TargetGroupArn=" + targetGroup)),
                "ListenerArn");
    }

    private static String[] all(String[] more, String... first) {
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }
}
