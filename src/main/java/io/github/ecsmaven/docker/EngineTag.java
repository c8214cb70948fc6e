package io.github.ecsmaven.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import io.github.ecsmaven.ActionableException;
import io.github.ecsmaven.image.Digest;
import io.github.ecsmaven.image.ImageReference;
import io.github.ecsmaven.image.Tag;

/** Gives names to images through docker-java, which is not loaded where nobody does. */
final class EngineTag {
    private EngineTag() {}

    static void put(EngineConnection connection, Digest id, ImageReference reference, Tag tag) {
        EngineErrors.translated(connection.host(), "tag " + reference, () -> {
            try {
                return connection
                        .client()
                        .tagImageCmd(id.value(), reference.repository(), tag.value())
                        .exec();
            } catch (NotFoundException e) {
                throw new ActionableException(
                        "The image " + id.abbreviated() + " is not in the Docker Engine at "
                                + connection.host().described() + " (any more).",
                        "Build it again: mvn package",
                        e);
            }
        });
    }
}
