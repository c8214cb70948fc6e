package io.github.ecsmaven.buildkit.wire;

/** A message that can be sent. */
public interface Message {
    /** Writes the fields that differ from their default, as proto3 does. */
    void writeTo(ProtoWriter out);

    /** The message in its binary form. */
    default byte[] toByteArray() {
        ProtoWriter out = new ProtoWriter();
        writeTo(out);
        return out.toByteArray();
    }
}
