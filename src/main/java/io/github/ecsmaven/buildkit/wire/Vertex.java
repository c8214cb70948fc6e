package io.github.ecsmaven.buildkit.wire;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code moby.buildkit.v1.Vertex}: a step of the build graph.
 *
 * @param digest what identifies it
 * @param name what it is called, such as {@code [build 2/4] RUN make}
 * @param cached whether its result came from the cache
 * @param started when it began, once it has
 * @param completed when it ended, once it has
 * @param error why it failed, or empty
 */
public record Vertex(
        String digest,
        String name,
        boolean cached,
        Optional<Instant> started,
        Optional<Instant> completed,
        String error) {

    static Vertex read(ProtoReader in) {
        String digest = "";
        String name = "";
        boolean cached = false;
        @Nullable Instant started = null;
        @Nullable Instant completed = null;
        String error = "";
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> digest = in.text();
                case 3 -> name = in.text();
                case 4 -> cached = in.flag();
                case 5 -> started = Timestamps.read(in.message());
                case 6 -> completed = Timestamps.read(in.message());
                case 7 -> error = in.text();
                default -> in.skip();
            }
        }
        return new Vertex(digest, name, cached, Optional.ofNullable(started), Optional.ofNullable(completed), error);
    }
}
