package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.wire.Packet;
import io.github.ecsmaven.context.SourceDirectory;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sends the builder what it asks for of the directories of a build ({@code moby.filesync.v1.FileSync}). */
final class FileSyncService implements SessionService {
    private static final String SERVICE = "moby.filesync.v1.FileSync";
    private static final MethodDescriptor<Packet, Packet> DIFF_COPY = Messages.method(
            MethodDescriptor.MethodType.BIDI_STREAMING,
            SERVICE,
            "DiffCopy",
            Messages.both(Packet::read),
            Messages.both(Packet::read));
    private static final Context.Key<Metadata> HEADERS = Context.key("headers");

    private static final InternalMetadata.TrustedAsciiMarshaller<String> UTF_8_TEXT =
            new InternalMetadata.TrustedAsciiMarshaller<>() {
                @Override
                public byte[] toAsciiString(String value) {
                    return value.getBytes(StandardCharsets.UTF_8);
                }

                @Override
                public String parseAsciiString(byte[] serialized) {
                    return new String(serialized, StandardCharsets.UTF_8);
                }
            };

    private final Map<String, Path> directories;
    private final SessionFailure failure;

    /** @param directories what may be asked for, by the names that the build's frontend knows */
    FileSyncService(Map<String, Path> directories, SessionFailure failure) {
        this.directories = Map.copyOf(directories);
        this.failure = failure;
    }

    @Override
    public ServerServiceDefinition definition() {
        ServerServiceDefinition service = ServerServiceDefinition.builder(SERVICE)
                .addMethod(DIFF_COPY, ServerCalls.asyncBidiStreamingCall(this::send))
                .build();
        return ServerInterceptors.intercept(service, new HeadersInContext());
    }

    private StreamObserver<Packet> send(StreamObserver<Packet> toBuilder) {
        Metadata headers = HEADERS.get();
        String name = values(headers, "dir-name").stream().findFirst().orElse("");
        Path directory = directories.get(name);
        if (directory == null) {
            throw Status.NOT_FOUND
                    .withDescription("no access allowed to dir \"" + name + "\"")
                    .asRuntimeException();
        }
        SourceDirectory.Wanted wanted = new SourceDirectory.Wanted(
                values(headers, "include-patterns"),
                values(headers, "exclude-patterns"),
                values(headers, "followpaths"));
        return DirectorySender.start(
                new SourceDirectory(directory), wanted, (ServerCallStreamObserver<Packet>) toBuilder, failure);
    }

    /**
     * Values that are not plain ASCII are percent-encoded, and a further header says so (moby/buildkit: session/filesync). BuildKit 0.8
     * sends UTF-8 as it is, for which gRPC has no public marshaller.
     */
    private static List<String> values(Metadata headers, String name) {
        Iterable<String> all = headers.getAll(InternalMetadata.keyOf(name, UTF_8_TEXT));
        boolean encoded = "1".equals(headers.get(Metadata.Key.of(name + "-encoded", Metadata.ASCII_STRING_MARSHALLER)));
        List<String> values = new ArrayList<>();
        if (all != null) {
            // Go's url.QueryEscape and Java's decoder agree, '+' for a space included.
            all.forEach(value -> values.add(encoded ? URLDecoder.decode(value, StandardCharsets.UTF_8) : value));
        }
        return values;
    }

    private static final class HeadersInContext implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            return Contexts.interceptCall(Context.current().withValue(HEADERS, headers), call, headers, next);
        }
    }
}
