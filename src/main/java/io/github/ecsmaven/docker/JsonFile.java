package io.github.ecsmaven.docker;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A JSON file of the docker command line. What it says may be secret, so its text is never part of an error. */
final class JsonFile {
    private JsonFile() {}

    static Json read(Path file) {
        try {
            return JsonTree.read(Files.readAllBytes(file));
        } catch (NotJsonException e) {
            throw new ActionableException(
                    "Docker's file " + file + " is not JSON: line " + e.line() + " cannot be read.",
                    "Correct the file, or move it away and run docker login again.");
        } catch (IOException e) {
            throw new ActionableException(
                    "Docker's file " + file + " cannot be read: " + FileFailure.reason(e) + ".",
                    "Make the file readable for the user who runs Maven.",
                    e);
        }
    }
}
