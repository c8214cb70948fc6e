package io.github.ecsmaven.buildkit.wire;

import java.time.DateTimeException;
import java.time.Instant;

/** {@code google.protobuf.Timestamp}. */
final class Timestamps {
    private Timestamps() {}

    /** @throws IllegalArgumentException when it is beyond all time */
    static Instant read(ProtoReader in) {
        long seconds = 0;
        long nanos = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> seconds = in.number();
                case 2 -> nanos = in.number();
                default -> in.skip();
            }
        }
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException | ArithmeticException beyondAllTime) {
            throw new IllegalArgumentException("a timestamp of " + seconds + " s", beyondAllTime);
        }
    }
}
