package io.github.ecsmaven.buildkit.wire;

/** {@code grpc.health.v1.HealthCheckResponse}: all is well. */
public record Serving() implements Message {
    private static final int SERVING = 1;

    @Override
    public void writeTo(ProtoWriter out) {
        out.number(1, SERVING);
    }
}
