package io.github.ecsmaven.buildkit.wire;

/**
 * {@code moby.buildkit.v1.VertexLog}: a piece of a step's output, which may end in the middle of a line or of a character.
 *
 * @param vertex digest of the step
 * @param output the bytes
 */
public record VertexLog(String vertex, byte[] output) {
    static VertexLog read(ProtoReader in) {
        String vertex = "";
        byte[] output = {};
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> vertex = in.text();
                case 4 -> output = in.bytes();
                default -> in.skip();
            }
        }
        return new VertexLog(vertex, output);
    }
}
