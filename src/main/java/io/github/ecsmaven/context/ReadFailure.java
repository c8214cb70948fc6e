package io.github.ecsmaven.context;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.FileFailure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says what could not be read of a build context, and what to do about it. */
final class ReadFailure {
    private ReadFailure() {}

    static ActionableException of(Path file, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return changed(file, "disappeared", cause);
        }
        return new ActionableException(
                file + " in the build context cannot be read: " + FileFailure.reason(cause) + ".",
                "Make it readable for the user who runs Maven, or add a line for it to .dockerignore.",
                cause);
    }

    static ActionableException shrunk(Path file, long missing) {
        return changed(file, "became " + missing + " bytes shorter", null);
    }

    private static ActionableException changed(Path file, String what, @Nullable IOException cause) {
        return new ActionableException(
                file + " " + what + " while the build context was being sent.",
                "Let nothing write to the context during the build, or add a line for the file to .dockerignore.",
                cause);
    }
}
