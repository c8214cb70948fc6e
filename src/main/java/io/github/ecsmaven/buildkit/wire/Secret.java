package io.github.ecsmaven.buildkit.wire;

/**
 * {@code moby.buildkit.secrets.v1.GetSecretResponse}. {@link #toString()} hides the value.
 *
 * @param value the secret
 */
public record Secret(byte[] value) implements Message {
    @Override
    public void writeTo(ProtoWriter out) {
        out.bytes(1, value);
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
