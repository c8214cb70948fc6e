package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.context.ContextEntry;

/** Type and permissions of a file as Go has them, which are not those of Unix (Go: io/fs, FileMode). */
final class GoFileMode {
    private static final int DIRECTORY = 1 << 31;
    private static final int SYMBOLIC_LINK = 1 << 27;
    private static final int DEVICE = 1 << 26;
    private static final int NAMED_PIPE = 1 << 25;
    private static final int SETUID = 1 << 23;
    private static final int SETGID = 1 << 22;
    private static final int CHARACTER_DEVICE = 1 << 21;
    private static final int STICKY = 1 << 20;

    private GoFileMode() {}

    static int of(ContextEntry entry) {
        int permissions = entry.permissions();
        return typeOf(entry.type())
                | permissions & 0777
                | ((permissions & 04000) == 0 ? 0 : SETUID)
                | ((permissions & 02000) == 0 ? 0 : SETGID)
                | ((permissions & 01000) == 0 ? 0 : STICKY);
    }

    private static int typeOf(ContextEntry.Type type) {
        return switch (type) {
                // "Treat Unix sockets as regular files" (tonistiigi/fsutil 305a3a8).
            case FILE, HARD_LINK, SOCKET -> 0;
            case DIRECTORY -> DIRECTORY;
            case SYMBOLIC_LINK -> SYMBOLIC_LINK;
            case FIFO -> NAMED_PIPE;
            case CHARACTER_DEVICE -> DEVICE | CHARACTER_DEVICE;
            case BLOCK_DEVICE -> DEVICE;
        };
    }
}
