package io.github.ecsmaven.buildkit.grpc;

import org.jspecify.annotations.Nullable;

/** How a call can end (grpc/grpc: doc/statuscodes.md), in the order of the codes' numbers. */
public enum GrpcStatus {
    OK,
    CANCELLED,
    UNKNOWN,
    INVALID_ARGUMENT,
    DEADLINE_EXCEEDED,
    NOT_FOUND,
    ALREADY_EXISTS,
    PERMISSION_DENIED,
    RESOURCE_EXHAUSTED,
    FAILED_PRECONDITION,
    ABORTED,
    OUT_OF_RANGE,
    UNIMPLEMENTED,
    INTERNAL,
    UNAVAILABLE,
    DATA_LOSS,
    UNAUTHENTICATED;

    private static final GrpcStatus[] BY_NUMBER = values();

    /** The status of that number as a trailer has it; one that nobody knows is {@link #UNKNOWN}. */
    static GrpcStatus of(@Nullable String number) {
        try {
            int index = number == null ? UNKNOWN.ordinal() : Integer.parseInt(number);
            return index >= 0 && index < BY_NUMBER.length ? BY_NUMBER[index] : UNKNOWN;
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }

    /** What a status of HTTP stands for (grpc/grpc: doc/http-grpc-status-mapping.md). */
    static GrpcStatus ofHttp(String status) {
        return switch (status) {
            case "400" -> INTERNAL;
            case "401" -> UNAUTHENTICATED;
            case "403" -> PERMISSION_DENIED;
            case "404" -> UNIMPLEMENTED;
            case "429", "502", "503", "504" -> UNAVAILABLE;
            default -> UNKNOWN;
        };
    }

    /** What a stream that the other side resets has ended with (grpc/grpc: doc/PROTOCOL-HTTP2.md, "Errors"). */
    static GrpcStatus ofReset(int error) {
        return switch (error) {
            case Http2Error.REFUSED_STREAM -> UNAVAILABLE;
            case Http2Error.CANCEL -> CANCELLED;
            case Http2Error.ENHANCE_YOUR_CALM -> RESOURCE_EXHAUSTED;
            case Http2Error.INADEQUATE_SECURITY -> PERMISSION_DENIED;
            default -> INTERNAL;
        };
    }

    String number() {
        return Integer.toString(ordinal());
    }

    /** A call that ends with this status and tells why. */
    public GrpcException because(String description) {
        return new GrpcException(this, description, (Throwable) null);
    }
}
