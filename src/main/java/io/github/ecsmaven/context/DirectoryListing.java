package io.github.ecsmaven.context;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Lists the names in a directory, and makes paths only of those that are asked for. */
final class DirectoryListing {
    private static final String NOT_UTF_8 = "\ufffd";

    private DirectoryListing() {}

    /**
     * Shows every name, in no order, with what gives the file's path.
     *
     * @throws IOException when the directory cannot be read
     */
    static void forEach(Path directory, BiConsumer<String, Supplier<Path>> visitor) throws IOException {
        // In a JVM that has just started this is five times as quick as a DirectoryStream, which has a path for every
        // file.
        boolean quick = !FileNames.LOSSY && directory.getFileSystem() == FileSystems.getDefault();
        String[] names = quick ? directory.toFile().list() : null;
        if (names != null && !String.join("", names).contains(NOT_UTF_8)) {
            for (String name : names) {
                visitor.accept(name, () -> directory.resolve(name));
            }
        } else {
            forEachPath(directory, visitor);
        }
    }

    // Says why a directory cannot be read, and keeps every byte of a name.
    private static void forEachPath(Path directory, BiConsumer<String, Supplier<Path>> visitor) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(file -> visitor.accept(FileNames.nameOf(file), () -> file));
        } catch (DirectoryIteratorException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }
}
