package io.github.ecsmaven.buildkit.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code google.rpc.Status}, the trailer {@code grpc-status-details-bin}, of which the place in the Dockerfile ({@code errdefs.Source})
 * is of interest.
 *
 * @param source the file in which it went wrong
 * @param ranges where in the file
 */
public record ErrorDetails(Optional<SourceInfo> source, List<SourceRange> ranges) {
    private static final ErrorDetails NONE = new ErrorDetails(Optional.empty(), List.of());
    private static final String SOURCE = "errdefs.Source";
    private static final String AS_JSON = "+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    public static ErrorDetails read(ProtoReader in) {
        ErrorDetails found = NONE;
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 3) {
                found = readAny(in.message()).orElse(found);
            } else {
                in.skip();
            }
        }
        return found;
    }

    /** {@code google.protobuf.Any}. */
    private static Optional<ErrorDetails> readAny(ProtoReader in) {
        String type = "";
        byte[] value = {};
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> type = in.text();
                case 2 -> value = in.bytes();
                default -> in.skip();
            }
        }
        if (type.endsWith(SOURCE)) {
            return Optional.of(readSource(new ProtoReader(value)));
        }
        return type.endsWith(SOURCE + AS_JSON) ? Optional.of(readJson(value)) : Optional.empty();
    }

    private static ErrorDetails readSource(ProtoReader in) {
        @Nullable SourceInfo source = null;
        List<SourceRange> ranges = new ArrayList<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> source = SourceInfo.read(in.message());
                case 2 -> ranges.add(SourceRange.read(in.message()));
                default -> in.skip();
            }
        }
        return new ErrorDetails(Optional.ofNullable(source), ranges);
    }

    // BuildKit registers its error types for JSON (moby/buildkit: solver/errdefs/source.go, "errdefs.Source+json").
    private static ErrorDetails readJson(byte[] value) {
        try {
            JsonNode json = JSON.readTree(value);
            JsonNode info = json.path("info");
            byte[] data = Base64.getDecoder().decode(info.path("data").asText());
            List<SourceRange> ranges = new ArrayList<>();
            json.path("ranges").forEach(range -> ranges.add(rangeOf(range)));
            return new ErrorDetails(
                    Optional.of(
                            new SourceInfo(info.path("filename").asText(), new String(data, StandardCharsets.UTF_8))),
                    ranges);
        } catch (IOException | IllegalArgumentException notThatForm) {
            return NONE;
        }
    }

    private static SourceRange rangeOf(JsonNode range) {
        int first = range.path("start").path("line").asInt();
        return new SourceRange(
                first, Math.max(first, range.path("end").path("line").asInt()));
    }
}
