package io.github.ecsmaven.buildkit.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code moby.buildkit.v1.SolveResponse}.
 *
 * @param exporterResponse what the exporter tells, such as {@code containerimage.digest}
 */
public record SolveResponse(Map<String, String> exporterResponse) {
    public static SolveResponse read(ProtoReader in) {
        Map<String, String> response = new LinkedHashMap<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            if (field == 1) {
                in.entry(response);
            } else {
                in.skip();
            }
        }
        return new SolveResponse(response);
    }
}
