package io.github.ecsmaven.buildkit.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code moby.buildkit.v1.SolveRequest}: what to build and what to do with the result.
 *
 * @param ref name of this solve, chosen by the client, under which {@code Status} reports it
 * @param session id of the session that serves files and credentials
 * @param frontend what makes a build graph of the sources, {@code dockerfile.v0} or {@code gateway.v0}
 * @param frontendAttributes options of the frontend, such as {@code target} and {@code build-arg:NAME}
 * @param exporter where the result goes; without one it stays in the builder's cache
 * @param cacheExports where to write the cache
 * @param cacheImports where to read cache from
 * @param entitlements what the build is allowed beyond the ordinary, such as {@code network.host}
 */
public record SolveRequest(
        String ref,
        String session,
        String frontend,
        Map<String, String> frontendAttributes,
        Optional<Typed> exporter,
        List<Typed> cacheExports,
        List<Typed> cacheImports,
        List<String> entitlements)
        implements Message {

    /**
     * {@code moby.buildkit.v1.Exporter} and {@code CacheOptionsEntry}, which have the same form.
     *
     * @param type such as {@code moby}, {@code image}, {@code registry}, {@code inline}
     * @param attributes options of that type
     */
    public record Typed(String type, Map<String, String> attributes) implements Message {
        @Override
        public void writeTo(ProtoWriter out) {
            out.text(1, type).map(2, attributes);
        }
    }

    // The single exporter of fields 3 and 4 is the one that BuildKit before 0.13 reads (control.proto).
    @Override
    public void writeTo(ProtoWriter out) {
        out.text(1, ref);
        if (exporter.isPresent()) {
            out.text(3, exporter.get().type()).map(4, exporter.get().attributes());
        }
        out.text(5, session).text(6, frontend).map(7, frontendAttributes);
        out.message(8, this::writeCache);
        out.texts(9, entitlements);
        if (exporter.isPresent()) {
            out.message(13, exporter.get());
        }
    }

    private void writeCache(ProtoWriter out) {
        for (Typed cacheExport : cacheExports) {
            out.message(4, cacheExport);
        }
        for (Typed cacheImport : cacheImports) {
            out.message(5, cacheImport);
        }
    }
}
