package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.grpc.GrpcException;
import io.github.ecsmaven.buildkit.grpc.GrpcServer;
import io.github.ecsmaven.buildkit.grpc.GrpcStatus;
import io.github.ecsmaven.buildkit.wire.Message;
import io.github.ecsmaven.buildkit.wire.ProtoReader;
import java.util.function.Function;

/** Makes messages of what gRPC hands over. */
final class Messages {
    private Messages() {}

    /** A method that takes one message and answers with one. */
    @FunctionalInterface
    interface Unary<Q> {
        Message answer(Q request) throws GrpcException;
    }

    /** @throws GrpcException when it is no such message */
    static <T> T read(byte[] message, Function<ProtoReader, T> parser) throws GrpcException {
        try {
            return parser.apply(new ProtoReader(message));
        } catch (IllegalArgumentException e) {
            throw new GrpcException(GrpcStatus.INTERNAL, String.valueOf(e.getMessage()), e);
        }
    }

    static <Q> GrpcServer.Handler unary(Function<ProtoReader, Q> parser, Unary<Q> method) {
        return call -> {
            byte[] request = call.receive().orElseThrow(() -> GrpcStatus.INTERNAL.because("a call without a request"));
            call.sendLater(method.answer(read(request, parser)).toByteArray());
        };
    }
}
