package io.github.ecsmaven.sandbox;

import java.net.URI;
import java.time.Clock;

/** The stand-in for AWS on one loopback port: AWS JSON and query endpoint, and the OCI registry at {@code /v2/}. */
public final class Sandbox implements AutoCloseable {
    private final SandboxOptions options;

    private Sandbox(SandboxOptions options) {
        this.options = options;
    }

    /** Binds the port and takes requests until {@link #close()}. */
    public static Sandbox start(SandboxOptions options) {
        return new Sandbox(options);
    }

    /** What {@code AWS_ENDPOINT_URL} should be, such as {@code http://127.0.0.1:4566}. */
    public URI endpoint() {
        return URI.create("http://" + registry());
    }

    /** Host and port that image references begin with, such as {@code 127.0.0.1:4566}. */
    public String registry() {
        return "127.0.0.1:" + options.port();
    }

    /** The account whose resources these are: twelve digits. */
    public String account() {
        return options.account();
    }

    /** The only region that this sandbox answers for. */
    public String region() {
        return options.region();
    }

    /** The clock that all state machines and expiries follow. */
    public Clock clock() {
        return options.clock();
    }

    @Override
    public void close() {}
}
