package io.github.ecsmaven.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The PEM files of the tests. */
final class TlsFixtures {
    private TlsFixtures() {}

    static Path path(String name) {
        try {
            return Path.of(TlsFixtures.class.getResource("/docker/tls/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static PemFile file(String name) {
        return PemFile.read(path(name));
    }

    /** A directory as {@code DOCKER_CERT_PATH} names it; a null leaves the file out. */
    static Path directory(Path directory, String authority, String certificate, String key) {
        copy(authority, directory.resolve("ca.pem"));
        copy(certificate, directory.resolve("cert.pem"));
        copy(key, directory.resolve("key.pem"));
        return directory;
    }

    private static void copy(String name, Path target) {
        try {
            if (name != null) {
                Files.copy(path(name), target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
