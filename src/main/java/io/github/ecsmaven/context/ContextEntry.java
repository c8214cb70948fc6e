package io.github.ecsmaven.context;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * One file, directory, link or device of a build context.
 *
 * @param file where it lies
 * @param path its path within the context, with {@code /} between the names and none at either end
 * @param type what it is
 * @param permissions permission, setuid, setgid and sticky bits ({@code 07777}); 0755 where the file system knows no such bits, as
 *     the docker command line does on Windows
 * @param size length of a file's content in bytes, of a hard link's too; otherwise 0
 * @param lastModified when it was last modified, as exactly as the file system knows
 * @param linkTarget of a symbolic link its target as it stands in the link, of a hard link the path of the entry that it repeats
 * @param device major and minor number of a device
 * @param version by what a change of a file is noticed without reading it; nothing where the file system does not tell
 */
public record ContextEntry(
        Path file,
        String path,
        Type type,
        int permissions,
        long size,
        FileTime lastModified,
        Optional<String> linkTarget,
        Optional<Device> device,
        Optional<FileVersion> version) {

    /** What an entry is. */
    public enum Type {
        FILE,
        DIRECTORY,
        SYMBOLIC_LINK,
        /** A further name of a file that came earlier in the walk. */
        HARD_LINK,
        FIFO,
        CHARACTER_DEVICE,
        BLOCK_DEVICE,
        /** The docker command line sends the classic builder none, and BuildKit an empty file in its place. */
        SOCKET
    }

    /**
     * The numbers by which a kernel knows a device.
     *
     * @param major its driver
     * @param minor the device among those of its driver
     */
    public record Device(int major, int minor) {
        // The split that glibc's gnu_dev_major and gnu_dev_minor document for Linux.
        static Device of(long number) {
            long major = ((number >>> 8) & 0xfff) | ((number >>> 32) & 0xfffff000L);
            long minor = (number & 0xff) | ((number >>> 12) & 0xffffff00L);
            return new Device((int) major, (int) minor);
        }
    }

    /** Whether it is a directory. */
    public boolean isDirectory() {
        return type == Type.DIRECTORY;
    }
}
