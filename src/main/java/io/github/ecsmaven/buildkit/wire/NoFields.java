package io.github.ecsmaven.buildkit.wire;

/**
 * Messages without fields, or of whose fields we need none: {@code InfoRequest}, {@code ListWorkersRequest},
 * {@code HealthCheckRequest}, {@code CheckAgentRequest}, {@code CheckAgentResponse}.
 */
public record NoFields() implements Message {
    public static NoFields read(ProtoReader in) {
        while (in.next() != 0) {
            in.skip();
        }
        return new NoFields();
    }

    @Override
    public void writeTo(ProtoWriter out) {
        // There is nothing to write.
    }
}
