package io.github.ecsmaven.docker;

import com.github.dockerjava.api.exception.DockerException;
import io.github.ecsmaven.ActionableException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What goes wrong with an engine, in the user's words: the engine's own sentence, or that it is gone. */
final class EngineErrors {
    private EngineErrors() {}

    static ActionableException refused(EngineHost host, String purpose, String sentence, @Nullable Throwable cause) {
        return new ActionableException(
                "The Docker Engine at " + host.described() + " could not " + purpose + ": " + sentence + ".",
                "See the engine's log, or try the same with the docker command line.",
                cause);
    }

    static ActionableException connectionLost(EngineHost host, String purpose, Throwable cause) {
        return new ActionableException(
                "The connection to the Docker Engine at " + host.described() + " broke while it was to " + purpose
                        + ": " + EngineUnreachable.reasonOf(cause) + ".",
                "See whether the engine still runs (docker info), then run Maven again.",
                cause);
    }

    /** The engine's sentence; it comes as {@code {"message": …}}. */
    static String sentenceOf(DockerException e) {
        return sentenceOf(e.getMessage() == null ? "" : e.getMessage());
    }

    static String sentenceOf(String body) {
        // docker-java puts "Status <code>: " in front of the body.
        int brace = body.indexOf('{');
        if (brace < 0) {
            return body.strip();
        }
        try {
            Json message = JsonTree.read(body.substring(brace).getBytes(StandardCharsets.UTF_8))
                    .path("message");
            return message.isText() ? message.text().strip() : body.strip();
        } catch (NotJsonException notJson) {
            return body.strip();
        }
    }
}
