package io.github.ecsmaven.buildkit.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code moby.buildkit.v1.VertexWarning}, mostly of the Dockerfile linter.
 *
 * @param vertex digest of the step
 * @param summary one line that says it
 * @param url where the rule is explained, or empty
 * @param source the file it is about
 * @param ranges where in the file
 */
public record VertexWarning(
        String vertex, String summary, String url, Optional<SourceInfo> source, List<SourceRange> ranges) {

    static VertexWarning read(ProtoReader in) {
        String vertex = "";
        String summary = "";
        String url = "";
        @Nullable SourceInfo source = null;
        List<SourceRange> ranges = new ArrayList<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case 1 -> vertex = in.text();
                case 3 -> summary = in.text();
                case 5 -> url = in.text();
                case 6 -> source = SourceInfo.read(in.message());
                case 7 -> ranges.add(SourceRange.read(in.message()));
                default -> in.skip();
            }
        }
        return new VertexWarning(vertex, summary, url, Optional.ofNullable(source), ranges);
    }
}
