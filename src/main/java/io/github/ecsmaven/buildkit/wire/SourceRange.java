package io.github.ecsmaven.buildkit.wire;

/**
 * {@code pb.Range}: lines of a file.
 *
 * @param firstLine counted from 1
 * @param lastLine counted from 1, not before the first
 */
public record SourceRange(int firstLine, int lastLine) {
    static SourceRange read(ProtoReader in) {
        int first = 0;
        int last = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> first = line(in.message());
                case 2 -> last = line(in.message());
                default -> in.skip();
            }
        }
        return new SourceRange(first, Math.max(first, last));
    }

    private static int line(ProtoReader position) {
        int line = 0;
        for (int field = position.next(); field != 0; field = position.next()) {
            if (field == 1) {
                line = (int) position.number();
            } else {
                position.skip();
            }
        }
        return line;
    }
}
