package io.github.ecsmaven.docker;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where the engine is.
 *
 * @param uri {@code unix}, {@code npipe} or {@code tcp} address
 * @param origin where the address came from, in the user's words
 * @param tls how to speak TLS, where the engine is to be reached with it
 */
record EngineHost(URI uri, String origin, Optional<SSLContext> tls) {

    /** The socket's file, where the address is one. */
    Optional<Path> socket() {
        return "unix".equals(uri.getScheme()) ? Optional.of(Path.of(uri.getPath())) : Optional.empty();
    }

    /** The address and where it came from, as error messages name them. */
    String described() {
        return uri + " (from " + origin + ")";
    }
}
