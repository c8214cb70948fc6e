package io.github.ecsmaven.ecs;

import io.github.ecsmaven.ActionableException;
import java.util.List;
import java.util.Optional;

/** Reads what containers wrote to CloudWatch Logs. */
public interface ContainerLogs {
    /**
     * The last lines of a stream, oldest first.
     *
     * @param limit how many at most, 1 to 10000
     * @return empty when the group or the stream does not exist: then nothing was written
     * @throws ActionableException when AWS refuses or cannot be reached
     */
    List<String> last(LogStream stream, int limit);

    /**
     * The lines from a position on, oldest first.
     *
     * @param token the position, as the call before gave it; absent begins with the first line
     * @throws ActionableException when AWS refuses or cannot be reached
     */
    Page from(LogStream stream, Optional<String> token);

    /**
     * Some lines of a stream.
     *
     * @param lines oldest first; empty when there are none yet, or no stream
     * @param token where the next call goes on; absent while there is no stream
     */
    record Page(List<String> lines, Optional<String> token) {
        public Page {
            lines = List.copyOf(lines);
        }
    }
}
