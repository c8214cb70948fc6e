package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.grpc.GrpcServer;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Something that a running build may ask the client for. */
interface SessionService {
    /** What answers which method, such as {@code /moby.filesync.v1.FileSync/DiffCopy}. */
    Map<String, GrpcServer.Handler> handlers();

    /** The methods as a session announces them. */
    default List<String> methods() {
        return List.copyOf(new TreeSet<>(handlers().keySet()));
    }
}
