package io.github.ecsmaven.context;

import java.util.Set;

/**
 * The extra fields of a header in an archive of the zip format (APPNOTE 4.5).
 *
 * @param bytes what they are in
 * @param begin where they begin
 * @param length how long they are
 */
record ExtraFields(byte[] bytes, int begin, int length) {
    private static final int HEADER = 4;
    /** NTFS times, extended timestamp, Info-ZIP Unix with times (APPNOTE 4.5.2 and 4.6). */
    private static final Set<Integer> TIMES = Set.of(0x000a, 0x5455, 0x5855);

    int lengthWithoutTimes() {
        int left = length;
        for (int at = begin; hasFieldAt(at); at = next(at)) {
            left -= isTime(at) ? next(at) - at : 0;
        }
        return left;
    }

    void addWithoutTimes(HashInput hash) {
        int at = begin;
        for (; hasFieldAt(at); at = next(at)) {
            if (!isTime(at)) {
                hash.addPlain(bytes, at, next(at) - at);
            }
        }
        hash.addPlain(bytes, at, begin + length - at);
    }

    private boolean hasFieldAt(int at) {
        int left = begin + length - at;
        return left >= HEADER && next(at) - at <= left;
    }

    private int next(int at) {
        return at + HEADER + LittleEndian.half(bytes, at + 2);
    }

    private boolean isTime(int at) {
        return TIMES.contains(LittleEndian.half(bytes, at));
    }
}
