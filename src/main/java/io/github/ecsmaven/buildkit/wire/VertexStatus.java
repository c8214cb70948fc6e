package io.github.ecsmaven.buildkit.wire;

/**
 * {@code moby.buildkit.v1.VertexStatus}: something under way within a step, a layer's download or the transfer of the context.
 *
 * @param id what identifies it within the step
 * @param vertex digest of the step
 * @param name what it is called; may be empty, then the id says it
 * @param current how much is done, in bytes mostly
 * @param total how much there is, 0 when not known
 * @param completed whether it has ended
 */
public record VertexStatus(String id, String vertex, String name, long current, long total, boolean completed) {
    static VertexStatus read(ProtoReader in) {
        String id = "";
        String vertex = "";
        String name = "";
        long current = 0;
        long total = 0;
        boolean completed = false;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> id = in.text();
                case 2 -> vertex = in.text();
                case 3 -> name = in.text();
                case 4 -> current = in.number();
                case 5 -> total = in.number();
                case 8 -> {
                    in.skip();
                    completed = true;
                }
                default -> in.skip();
            }
        }
        return new VertexStatus(id, vertex, name, current, total, completed);
    }
}
