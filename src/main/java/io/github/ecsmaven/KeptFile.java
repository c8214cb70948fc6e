package io.github.ecsmaven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that one run of Maven leaves for the next. */
public final class KeptFile {
    private KeptFile() {}

    /**
     * Writes a text as UTF-8, in place of what was there: whoever reads meanwhile gets the one or the other, whole.
     *
     * @throws ActionableException when it cannot be written, or its directory is a link: that may lead anywhere
     */
    public static void write(Path file, CharSequence text) {
        requireDirectory(file, "written");
        try {
            Files.createDirectories(file.getParent());
            replace(file, text);
        } catch (IOException e) {
            throw failed(file, "written", e);
        }
    }

    /**
     * Removes what may not be there.
     *
     * @throws ActionableException when it cannot be removed, or its directory is a link
     */
    public static void remove(Path file) {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        requireDirectory(file, "removed");
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failed(file, "removed", e);
        }
    }

    private static void requireDirectory(Path file, String what) {
        if (Files.isSymbolicLink(file.getParent())) {
            throw new ActionableException(
                    "The directory " + file.getParent() + " is a link, and " + file.getFileName() + " is not " + what
                            + " through it.",
                    "Remove the link (mvn clean); to have these files elsewhere, link the whole build directory.");
        }
    }

    private static void replace(Path file, CharSequence text) throws IOException {
        Path fresh = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new");
        try {
            Files.writeString(fresh, text, StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            // On a full disk, say; after the move it is gone.
            Files.deleteIfExists(fresh);
        }
    }

    /** What to say of a file that cannot be read, written or removed. */
    public static ActionableException failed(Path file, String what, IOException cause) {
        return new ActionableException(
                "The file " + file + " cannot be " + what + ": " + FileFailure.reason(cause) + ".",
                "Make " + file.getParent() + " a directory of the user who runs Maven, with space left on its disk.",
                cause);
    }
}
