package io.github.ecsmaven.docker;

import java.io.IOException;
import java.io.InputStream;

/** A body that comes in chunks, each after its size (RFC 9112, 7.1). */
final class ChunkedBody extends LimitedBody {
    private static final int HEXADECIMAL = 16;

    private boolean first = true;
    private boolean ended;

    ChunkedBody(InputStream in) {
        super(in, 0);
    }

    @Override
    long remaining() throws IOException {
        if (super.remaining() == 0 && !ended) {
            nextChunk();
        }
        return super.remaining();
    }

    private void nextChunk() throws IOException {
        if (!first) {
            HttpAnswer.line(in); // the line end after the chunk before
        }
        first = false;
        String size = HttpAnswer.line(in).replaceFirst(";.*$", "").strip();
        expect(HttpAnswer.length(size, HEXADECIMAL));
        ended = super.remaining() == 0;
    }
}
