package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.wire.Message;
import io.github.ecsmaven.buildkit.wire.ProtoReader;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** Tells gRPC how our messages become bytes, and methods get their names. */
final class Messages {
    private Messages() {}

    /** Writes messages that are only sent. */
    static <T extends Message> MethodDescriptor.Marshaller<T> sent() {
        return new Sent<>();
    }

    /** Reads messages that are only received. */
    static <T> MethodDescriptor.Marshaller<T> received(Function<ProtoReader, T> parser) {
        return new Received<>(parser);
    }

    /** Writes and reads. */
    static <T extends Message> MethodDescriptor.Marshaller<T> both(Function<ProtoReader, T> parser) {
        return new Both<>(parser);
    }

    static <Q, A> MethodDescriptor<Q, A> method(
            MethodDescriptor.MethodType type,
            String service,
            String name,
            MethodDescriptor.Marshaller<Q> request,
            MethodDescriptor.Marshaller<A> response) {
        return MethodDescriptor.newBuilder(request, response)
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(service, name))
                .build();
    }

    private static class Sent<T extends Message> implements MethodDescriptor.Marshaller<T> {
        @Override
        public InputStream stream(T value) {
            return new Encoded(value.toByteArray());
        }

        @Override
        public T parse(InputStream stream) {
            throw new UnsupportedOperationException("a message that is only sent");
        }
    }

    private record Received<T>(Function<ProtoReader, T> parser) implements MethodDescriptor.Marshaller<T> {
        @Override
        public InputStream stream(T value) {
            throw new UnsupportedOperationException("a message that is only received");
        }

        @Override
        public T parse(InputStream stream) {
            return read(stream, parser);
        }
    }

    private static final class Both<T extends Message> extends Sent<T> {
        private final Function<ProtoReader, T> parser;

        Both(Function<ProtoReader, T> parser) {
            this.parser = parser;
        }

        @Override
        public T parse(InputStream stream) {
            return read(stream, parser);
        }
    }

    private static <T> T read(InputStream stream, Function<ProtoReader, T> parser) {
        try {
            return parser.apply(new ProtoReader(stream.readAllBytes()));
        } catch (IOException | IllegalArgumentException e) {
            throw Status.INTERNAL
                    .withDescription(String.valueOf(e.getMessage()))
                    .withCause(e)
                    .asRuntimeException();
        }
    }

    /** Bytes whose number gRPC can ask for, so that it need not collect them first. */
    private static final class Encoded extends ByteArrayInputStream implements KnownLength {
        Encoded(byte[] bytes) {
            super(bytes);
        }
    }
}
