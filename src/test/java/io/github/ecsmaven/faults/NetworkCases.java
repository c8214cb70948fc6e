package io.github.ecsmaven.faults;

import io.github.ecsmaven.sandbox.http.ConnectionReset;
import io.github.ecsmaven.sandbox.http.HttpHandler;
import io.github.ecsmaven.sandbox.http.HttpResponse;
import io.github.ecsmaven.sandbox.http.LoopbackServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.settings.Proxy;

/** Names, proxies and clocks. */
final class NetworkCases {
    private static final String CHAPTER = "Network and clock";

    private NetworkCases() {}

    static List<FaultCase> all() {
        List<FaultCase> cases = new ArrayList<>();
        cases.add(endpoint("no DNS entry for AWS's host", "http://aws.invalid"));
        cases.add(endpoint("AWS's host refuses connections", "http://127.0.0.1:1"));
        cases.add(proxy(
                "the proxy wants a login (407)", request -> HttpResponse.of(407, "text/html", "<html>who?</html>")));
        cases.add(proxy("the proxy forbids (403)", request -> HttpResponse.of(403, "text/html", "<html>no</html>")));
        cases.add(proxy(
                "the proxy reaches nobody (502)", request -> HttpResponse.of(502, "text/html", "<html>no</html>")));
        cases.add(proxy(
                "the proxy shows a login page (200)", request -> HttpResponse.of(200, "text/html", "<html>hi</html>")));
        cases.add(proxy("the proxy resets connections", request -> {
            throw new ConnectionReset();
        }));
        cases.add(new FaultCase(CHAPTER, "nobody answers at the proxy's port", Scene.SERVICE, behind(1)));
        for (int minutes : List.of(4, 20, -20, 1440)) {
            String words =
                    "this machine's clock is " + Math.abs(minutes) + " minutes " + (minutes > 0 ? "slow" : "fast");
            cases.add(new FaultCase(CHAPTER, words, Scene.SERVICE, new Fault.ClockSkew(Duration.ofMinutes(minutes))));
        }
        cases.add(new FaultCase(
                CHAPTER,
                "this machine's clock is 20 minutes slow, with a service from nothing",
                Scene.STACK,
                new Fault.ClockSkew(Duration.ofMinutes(20))));
        return cases;
    }

    private static FaultCase endpoint(String words, String url) {
        Fault.Play play = world -> {
            String right = world.properties.put("ecs.endpoint", url);
            try {
                return Outcome.of(world.run().deploy());
            } finally {
                world.properties.put("ecs.endpoint", right);
            }
        };
        return new FaultCase(CHAPTER, words, Scene.SERVICE, new Fault.OfRun(play, world -> {}));
    }

    private static FaultCase proxy(String words, HttpHandler handler) {
        Fault.Play play = world -> {
            try (LoopbackServer proxy = LoopbackServer.bind(0)) {
                proxy.serve(handler);
                return behind(proxy.port()).play().in(world);
            }
        };
        return new FaultCase(CHAPTER, words, Scene.SERVICE, new Fault.OfRun(play, world -> {}));
    }

    private static Fault.OfRun behind(int port) {
        Proxy proxy = new Proxy();
        proxy.setActive(true);
        proxy.setHost("127.0.0.1");
        proxy.setPort(port);
        proxy.setUsername("me");
        proxy.setPassword(Secrets.PROXY_PASSWORD);
        return new Fault.OfRun(
                world -> {
                    String right = world.properties.put("ecs.endpoint", "http://aws.invalid");
                    try {
                        return Outcome.of(world.run().behind(proxy).deploy());
                    } finally {
                        world.properties.put("ecs.endpoint", right);
                    }
                },
                world -> {});
    }
}
