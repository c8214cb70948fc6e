package io.github.ecsmaven.docker;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** So many bytes of a stream, all of which must come. */
class LimitedBody extends FilterInputStream {
    private long remaining;

    LimitedBody(InputStream in, long length) {
        super(in);
        this.remaining = length;
    }

    /** How many bytes are still to come; a subclass may add some when there are none. */
    long remaining() throws IOException {
        return remaining;
    }

    final void expect(long more) {
        remaining += more;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        long available = remaining();
        if (available == 0) {
            return -1;
        }
        int count = super.read(bytes, offset, (int) Math.min(length, available));
        if (count < 0) {
            throw new EOFException("the engine closed the connection before the end of its answer");
        }
        remaining -= count;
        return count;
    }
}
