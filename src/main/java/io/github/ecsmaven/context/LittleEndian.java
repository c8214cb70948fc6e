package io.github.ecsmaven.context;

/** Numbers in bytes, the least significant byte first. */
final class LittleEndian {
    private LittleEndian() {}

    /** Two bytes, unsigned. */
    static int half(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }

    /** Four bytes that mean no number. */
    static int signature(byte[] bytes, int at) {
        return half(bytes, at) | half(bytes, at + 2) << 16;
    }

    /** Four bytes, unsigned. */
    static long word(byte[] bytes, int at) {
        return signature(bytes, at) & 0xffffffffL;
    }

    /** Eight bytes. */
    static long longWord(byte[] bytes, int at) {
        return word(bytes, at) | word(bytes, at + 4) << 32;
    }

    /** Puts a number into two bytes. */
    static void putHalf(byte[] bytes, int at, int number) {
        bytes[at] = (byte) number;
        bytes[at + 1] = (byte) (number >>> 8);
    }
}
