package io.github.ecsmaven.buildkit.wire;

/**
 * {@code moby.buildkit.v1.BytesMessage} and {@code moby.sshforward.v1.BytesMessage}: a piece of a byte stream.
 *
 * @param data the bytes
 */
public record BytesMessage(byte[] data) implements Message {
    public static BytesMessage read(ProtoReader in) {
        byte[] data = {};
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                data = in.bytes();
            } else {
                in.skip();
            }
        }
        return new BytesMessage(data);
    }

    @Override
    public void writeTo(ProtoWriter out) {
        out.bytes(1, data);
    }
}
