package io.github.ecsmaven.buildkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ecsmaven.buildkit.wire.SolveRequest;
import io.github.ecsmaven.image.CacheLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Caches outside of the builder, as BuildKit wants to be told about them. */
final class CacheText {
    private CacheText() {}

    static List<SolveRequest.Typed> imports(List<CacheLocation> locations) {
        List<SolveRequest.Typed> imports = new ArrayList<>();
        for (CacheLocation location : locations) {
            imports.add(new SolveRequest.Typed(location.type(), location.attributes()));
        }
        return imports;
    }

    // Amazon ECR takes a cache only as an image manifest with OCI's media types.
    static List<SolveRequest.Typed> exports(List<CacheLocation> locations) {
        List<SolveRequest.Typed> exports = new ArrayList<>();
        for (CacheLocation location : locations) {
            Map<String, String> attributes = new TreeMap<>();
            if (location.type().equals("registry")) {
                attributes.put("image-manifest", "true");
                attributes.put("oci-mediatypes", "true");
            }
            attributes.putAll(location.attributes());
            exports.add(new SolveRequest.Typed(location.type(), attributes));
        }
        return exports;
    }

    /** The frontend reads the imports from an attribute, not from the request (moby/buildkit: frontend, "cache-imports"). */
    static String importsAsJson(List<CacheLocation> locations) {
        try {
            return new ObjectMapper()
                    .writeValueAsString(locations.stream()
                            .map(location -> Map.of("Type", location.type(), "Attrs", location.attributes()))
                            .toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of strings are JSON", e);
        }
    }
}
