package io.github.ecsmaven.docker;

import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.RegistryCredentials;
import io.github.ecsmaven.image.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** One {@code POST /images/{name}/push} (Engine API, "Push an image"). */
final class EnginePush implements ImagePusher.Attempt {
    private final EngineConnection connection;
    private final Duration silence;

    /** @param silence how long the engine may tell nothing; of a registry that stalls it never tells */
    EnginePush(EngineConnection connection, Duration silence) {
        this.connection = connection;
        this.silence = silence;
    }

    @Override
    public Digest push(ImageReference reference, Optional<RegistryCredentials> credentials, PushListener listener) {
        Tag tag = reference.tag().orElseThrow(() -> new IllegalArgumentException("no tag in " + reference));
        String path = "/images/" + reference.repository() + "/push?tag=" + tag.value();
        String auth = RegistryAuth.header(reference.registry(), credentials);
        PushOutput output = new PushOutput(reference, listener);
        try {
            connection.api().stream(path, Map.of("X-Registry-Auth", auth), silence, output::accept);
        } catch (TimeoutException e) {
            throw PushRefusedException.stalled(reference, silence);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionableException("The push of " + reference + " was interrupted.", "Run Maven again.");
        } catch (RuntimeException e) {
            boolean lost = e.getCause() instanceof IOException;
            throw lost ? EngineErrors.connectionLost(connection.host(), "push " + reference, e) : e;
        }
        return output.digest();
    }
}
