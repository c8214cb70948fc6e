package io.github.ecsmaven.buildkit.grpc;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A call has ended with another status than OK. */
public final class GrpcException extends IOException {
    private static final long serialVersionUID = 1L;

    private final GrpcStatus status;
    private final byte[] details;

    GrpcException(GrpcStatus status, String description, byte[] details) {
        super(description.isEmpty() ? status.toString() : description);
        this.status = status;
        this.details = details;
    }

    public GrpcException(GrpcStatus status, String description, @Nullable Throwable cause) {
        super(description.isEmpty() ? status.toString() : description, cause);
        this.status = status;
        this.details = new byte[0];
    }

    /** The other side can not be reached, or not any more. */
    static GrpcException lost(IOException cause) {
        return cause instanceof GrpcException own
                ? own
                : new GrpcException(GrpcStatus.UNAVAILABLE, String.valueOf(cause.getMessage()), cause);
    }

    public GrpcStatus status() {
        return status;
    }

    /** {@code google.rpc.Status} with what the other side tells besides, or nothing. */
    public byte[] details() {
        return details.clone();
    }
}
