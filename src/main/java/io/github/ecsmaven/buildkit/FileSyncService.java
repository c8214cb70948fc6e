package io.github.ecsmaven.buildkit;

import io.github.ecsmaven.buildkit.grpc.GrpcCall;
import io.github.ecsmaven.buildkit.grpc.GrpcServer;
import io.github.ecsmaven.buildkit.grpc.GrpcStatus;
import io.github.ecsmaven.buildkit.grpc.Headers;
import io.github.ecsmaven.context.SourceDirectory;
import io.github.ecsmaven.image.BuildListener;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sends the builder what it asks for of the directories of a build ({@code moby.filesync.v1.FileSync}). */
final class FileSyncService implements SessionService {
    private final Map<String, Path> directories;
    private final BuildListener listener;
    private final SessionFailure failure;

    /**
     * @param directories what may be asked for, by the names that the build's frontend knows
     * @param listener hears what is asked for of the build context
     */
    FileSyncService(Map<String, Path> directories, BuildListener listener, SessionFailure failure) {
        this.directories = Map.copyOf(directories);
        this.listener = listener;
        this.failure = failure;
    }

    @Override
    public Map<String, GrpcServer.Handler> handlers() {
        return Map.of("/moby.filesync.v1.FileSync/DiffCopy", this::send);
    }

    private void send(GrpcCall call) throws IOException, InterruptedException {
        List<String> names = values(call.headers(), "dir-name");
        String name = names.isEmpty() ? "" : names.get(0);
        Path directory = directories.get(name);
        if (directory == null) {
            throw GrpcStatus.NOT_FOUND.because("no access allowed to dir \"" + name + "\"");
        }
        SourceDirectory.Wanted wanted = new SourceDirectory.Wanted(
                values(call.headers(), "include-patterns"),
                values(call.headers(), "exclude-patterns"),
                values(call.headers(), "followpaths"));
        if (name.equals(Frontend.CONTEXT_DIRECTORY)) {
            listener.readsContext(Stream.concat(wanted.include().stream(), wanted.follow().stream())
                    .toList());
        }
        new DirectorySender(new SourceDirectory(directory), wanted, call, failure).send();
    }

    /**
     * Values that are not plain ASCII are percent-encoded, and a further header says so (moby/buildkit: session/filesync). BuildKit 0.8
     * sends UTF-8 as it is.
     */
    private static List<String> values(Headers headers, String name) {
        List<String> all = headers.all(name);
        if (!"1".equals(headers.first(name + "-encoded"))) {
            return all;
        }
        List<String> values = new ArrayList<>();
        for (String value : all) {
            // Go's url.QueryEscape and Java's decoder agree, '+' for a space included.
            values.add(URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return values;
    }
}
