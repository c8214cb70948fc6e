package io.github.ecsmaven.context;

import io.github.ecsmaven.context.ContextEntry.Device;
import io.github.ecsmaven.context.ContextEntry.Type;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads what a file is, with one call to the file system for each, and remembers files that have more names than one. */
final class EntryReader {
    private static final String UNIX_ATTRIBUTES = "unix:mode,size,lastModifiedTime,ctime,nlink,dev,ino,rdev";
    private static final int PERMISSIONS = 07777;
    private static final int WITHOUT_UNIX_MODES = 0755;

    private final boolean unix;
    /** The first name of each, by the numbers of its device and inode. */
    private final Map<List<Long>, String> severalNames = new HashMap<>();

    EntryReader(Path directory) {
        this.unix = directory.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** Whether a path is a directory, and no link to one, that may be looked into. */
    boolean isDirectory(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isDirectory();
        } catch (NoSuchFileException | AccessDeniedException e) {
            return false;
        }
    }

    /** The entry of a file, or nothing when Docker has no word for its kind. */
    Optional<ContextEntry> read(Path file, String path) throws IOException {
        return unix ? readUnix(file, path) : Optional.of(readBasic(file, path));
    }

    private Optional<ContextEntry> readUnix(Path file, String path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(file, UNIX_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        int mode = (int) number(attributes, "mode");
        Optional<Type> type = typeOf(mode);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> earlier = type.get() == Type.FILE ? earlierName(attributes, path) : Optional.empty();
        return Optional.of(new ContextEntry(
                file,
                path,
                earlier.isPresent() ? Type.HARD_LINK : type.get(),
                mode & PERMISSIONS,
                type.get() == Type.FILE ? number(attributes, "size") : 0,
                attribute(attributes, "lastModifiedTime", FileTime.class),
                earlier.isPresent() ? earlier : linkTarget(file, type.get()),
                device(attributes, type.get()),
                Optional.of(version(attributes))));
    }

    private static FileVersion version(Map<String, Object> attributes) {
        return new FileVersion(
                number(attributes, "dev"),
                number(attributes, "ino"),
                number(attributes, "size"),
                attribute(attributes, "lastModifiedTime", FileTime.class).toInstant(),
                attribute(attributes, "ctime", FileTime.class).toInstant());
    }

    // The S_IFMT bits of stat(2); they are the same on every Unix that Java runs on.
    private static Optional<Type> typeOf(int mode) {
        return switch (mode & 0170000) {
            case 0100000 -> Optional.of(Type.FILE);
            case 0040000 -> Optional.of(Type.DIRECTORY);
            case 0120000 -> Optional.of(Type.SYMBOLIC_LINK);
            case 0010000 -> Optional.of(Type.FIFO);
            case 0020000 -> Optional.of(Type.CHARACTER_DEVICE);
            case 0060000 -> Optional.of(Type.BLOCK_DEVICE);
            case 0140000 -> Optional.of(Type.SOCKET);
            default -> Optional.empty();
        };
    }

    private Optional<String> earlierName(Map<String, Object> attributes, String path) {
        if (number(attributes, "nlink") < 2) {
            return Optional.empty();
        }
        List<Long> inode = List.of(number(attributes, "dev"), number(attributes, "ino"));
        return Optional.ofNullable(severalNames.putIfAbsent(inode, path));
    }

    private static Optional<Device> device(Map<String, Object> attributes, Type type) {
        return type == Type.CHARACTER_DEVICE || type == Type.BLOCK_DEVICE
                ? Optional.of(Device.of(number(attributes, "rdev")))
                : Optional.empty();
    }

    private static long number(Map<String, Object> attributes, String name) {
        return attribute(attributes, name, Number.class).longValue();
    }

    private static <T> T attribute(Map<String, Object> attributes, String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(attributes.get(name), name));
    }

    private static ContextEntry readBasic(Path file, String path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Type type = attributes.isSymbolicLink()
                ? Type.SYMBOLIC_LINK
                : attributes.isDirectory() ? Type.DIRECTORY : Type.FILE;
        return new ContextEntry(
                file,
                path,
                type,
                WITHOUT_UNIX_MODES,
                type == Type.FILE ? attributes.size() : 0,
                attributes.lastModifiedTime(),
                linkTarget(file, type),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<String> linkTarget(Path file, Type type) throws IOException {
        return type == Type.SYMBOLIC_LINK
                ? Optional.of(FileNames.targetOf(Files.readSymbolicLink(file)))
                : Optional.empty();
    }
}
