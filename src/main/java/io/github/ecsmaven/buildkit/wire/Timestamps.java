package io.github.ecsmaven.buildkit.wire;

import java.time.Instant;

/** {@code google.protobuf.Timestamp}. */
final class Timestamps {
    private Timestamps() {}

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
        return Instant.ofEpochSecond(seconds, nanos);
    }
}
