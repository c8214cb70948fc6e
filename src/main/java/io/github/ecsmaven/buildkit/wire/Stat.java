package io.github.ecsmaven.buildkit.wire;

/**
 * {@code fsutil.types.Stat}: one entry of a directory tree. Owner and group are always root, and extended attributes are not sent.
 *
 * @param path path below the root, with {@code /}
 * @param mode type and permissions as Go's {@code os.FileMode} has them
 * @param size bytes of content
 * @param modified when it was modified, in nanoseconds since the epoch
 * @param linkName target of a symbolic link, or path of the entry that a hard link repeats; else empty
 * @param deviceMajor of a device
 * @param deviceMinor of a device
 */
public record Stat(String path, int mode, long size, long modified, String linkName, long deviceMajor, long deviceMinor)
        implements Message {

    static Stat read(ProtoReader in) {
        String path = "";
        int mode = 0;
        long size = 0;
        long modified = 0;
        String linkName = "";
        long major = 0;
        long minor = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> path = in.text();
                case 2 -> mode = (int) in.number();
                case 5 -> size = in.number();
                case 6 -> modified = in.number();
                case 7 -> linkName = in.text();
                case 8 -> major = in.number();
                case 9 -> minor = in.number();
                default -> in.skip();
            }
        }
        return new Stat(path, mode, size, modified, linkName, major, minor);
    }

    @Override
    public void writeTo(ProtoWriter out) {
        out.text(1, path)
                .number(2, Integer.toUnsignedLong(mode))
                .number(5, size)
                .number(6, modified)
                .text(7, linkName)
                .number(8, deviceMajor)
                .number(9, deviceMinor);
    }
}
