package io.github.ecsmaven.buildkit;

import io.grpc.ServerServiceDefinition;
import java.util.List;

/** Something that a running build may ask the client for. */
interface SessionService {
    /** The methods and what answers them. */
    ServerServiceDefinition definition();

    /** The methods as a session announces them, such as {@code /moby.filesync.v1.FileSync/DiffCopy}. */
    default List<String> methods() {
        return definition().getMethods().stream()
                .map(method -> "/" + method.getMethodDescriptor().getFullMethodName())
                .sorted()
                .toList();
    }
}
