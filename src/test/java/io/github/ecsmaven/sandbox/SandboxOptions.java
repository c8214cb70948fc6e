package io.github.ecsmaven.sandbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * How a sandbox starts.
 *
 * @param port 0 for any free port
 * @param account twelve digits
 * @param region the only region it answers for
 * @param clock what expiry and state machines follow
 * @param wireClock what the dates of requests are held against and {@code Date} says; clients sign with their own machine's clock
 * @param services besides those that every sandbox has, such as ECS
 */
public record SandboxOptions(
        int port, String account, String region, Clock clock, Clock wireClock, List<ServiceFactory> services) {
    public SandboxOptions {
        services = List.copyOf(services);
    }

    /** Any port, account 123456789012, region eu-west-1, the system's clock, no other service. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(0, "123456789012", "eu-west-1", Clock.systemUTC(), Clock.systemUTC(), List.of());
    }

    public SandboxOptions withPort(int port) {
        return new SandboxOptions(port, account, region, clock, wireClock, services);
    }

    public SandboxOptions withAccount(String account) {
        return new SandboxOptions(port, account, region, clock, wireClock, services);
    }

    public SandboxOptions withRegion(String region) {
        return new SandboxOptions(port, account, region, clock, wireClock, services);
    }

    public SandboxOptions withClock(Clock clock) {
        return new SandboxOptions(port, account, region, clock, wireClock, services);
    }

    public SandboxOptions withWireClock(Clock wireClock) {
        return new SandboxOptions(port, account, region, clock, wireClock, services);
    }

    /** Adds a service, such as ECS. */
    public SandboxOptions withService(ServiceFactory service) {
        List<ServiceFactory> more = new ArrayList<>(services);
        more.add(service);
        return new SandboxOptions(port, account, region, clock, wireClock, more);
    }
}
