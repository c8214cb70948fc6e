package io.github.ecsmaven.buildkit.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code moby.buildkit.v1.StatusResponse}: what changed since the last one.
 *
 * @param vertexes steps that began, ended or became known
 * @param statuses things under way within steps
 * @param logs output of steps
 * @param warnings of the Dockerfile linter and others
 */
public record StatusResponse(
        List<Vertex> vertexes, List<VertexStatus> statuses, List<VertexLog> logs, List<VertexWarning> warnings) {

    public static StatusResponse read(ProtoReader in) {
        StatusResponse response =
                new StatusResponse(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> response.vertexes.add(Vertex.read(in.message()));
                case 2 -> response.statuses.add(VertexStatus.read(in.message()));
                case 3 -> response.logs.add(VertexLog.read(in.message()));
                case 4 -> response.warnings.add(VertexWarning.read(in.message()));
                default -> in.skip();
            }
        }
        return response;
    }
}
