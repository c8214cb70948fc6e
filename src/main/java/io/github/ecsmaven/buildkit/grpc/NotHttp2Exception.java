package io.github.ecsmaven.buildkit.grpc;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What answers does not speak HTTP/2: a server of HTTP/1.1, or of another protocol. */
public final class NotHttp2Exception extends IOException {
    private static final long serialVersionUID = 1L;

    NotHttp2Exception(@Nullable Throwable cause) {
        super("what answers does not speak HTTP/2", cause);
    }
}
