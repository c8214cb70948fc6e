package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.image.ImageReference;
import java.nio.file.Path;
import java.util.UUID;

/** A step that never ends, and can be watched from another build while it runs. */
public final class TickingStep {
    /** What it writes once it runs. */
    public static final String RUNS = "ticking";

    private final ImageReference base;
    private final String id;

    public TickingStep(ImageReference base) {
        this(base, UUID.randomUUID().toString());
    }

    private TickingStep(ImageReference base, String id) {
        this.base = base;
        this.id = id;
    }

    public BuildRequest request(Path context) {
        return BuildRequest.of(
                context,
                """
                FROM %s
                RUN --mount=type=cache,target=/c,id=%s \
                    i=0; while true; do i=$((i+1)); echo $i >/c/tick; [ $i != 3 ] || echo ticking; sleep 0.2; done
                """
                        .formatted(base, id));
    }

    /** A build that goes well when the step stops within seconds, never from the cache: with noCache it would get an empty /c. */
    public BuildRequest watch(Path context) {
        return BuildRequest.of(
                context,
                """
                FROM %s
                RUN --mount=type=cache,target=/c,id=%s \
                    for i in 1 2 3 4 5; do a=$(cat /c/tick) || exit 1; sleep 1; \
                    if [ "$a" -ge 3 ] && [ "$a" = "$(cat /c/tick)" ]; then echo stopped; exit 0; fi; done; echo %s; exit 1
                """
                        .formatted(base, id, UUID.randomUUID()));
    }
}
