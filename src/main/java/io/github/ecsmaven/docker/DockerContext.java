package io.github.ecsmaven.docker;

import io.github.ecsmaven.ActionableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * An engine that {@code docker context create} gave a name to. The docker command line keeps it in
 * {@code contexts/meta/<sha256 of the name>/meta.json} and its certificates in {@code contexts/tls/<sha256 of the name>/docker}.
 */
final class DockerContext {
    private final String host;
    private final Path certificates;

    private DockerContext(String host, Path certificates) {
        this.host = host;
        this.certificates = certificates;
    }

    static Optional<DockerContext> find(Path configDirectory, String name) {
        String id = idOf(name);
        Path contexts = configDirectory.resolve("contexts");
        Path meta = contexts.resolve("meta").resolve(id).resolve("meta.json");
        if (!Files.isRegularFile(meta)) {
            return Optional.empty();
        }
        Json endpoint = JsonFile.read(meta).path("Endpoints").path("docker");
        if (endpoint.path("SkipTLSVerify").isTrue()) {
            throw new ActionableException(
                    "The Docker context '" + name + "' skips the verification of the engine's certificate (" + meta
                            + ").",
                    "Give the context the engine's CA: docker context update " + name + " --docker host=…,ca=ca.pem");
        }
        String host = endpoint.path("Host").text();
        if (host.isEmpty()) {
            throw new ActionableException(
                    "The Docker context '" + name + "' names no engine (" + meta + ").",
                    "See docker context inspect " + name
                            + ", or name the engine with DOCKER_HOST or -Decs.dockerHost.");
        }
        return Optional.of(
                new DockerContext(host, contexts.resolve("tls").resolve(id).resolve("docker")));
    }

    String host() {
        return host;
    }

    Optional<SSLContext> tls() {
        return Files.isDirectory(certificates) ? Optional.of(TlsMaterial.in(certificates)) : Optional.empty();
    }

    private static String idOf(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
