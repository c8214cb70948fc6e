package io.github.ecsmaven.release;

import io.github.ecsmaven.ActionableException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What decides which builder builds.
 *
 * @param kind which builder is asked for
 * @param buildkitHost address of a BuildKit daemon, which comes before any engine
 * @param certificates directory with the certificates for that daemon
 * @param engineBuildKitOff whether {@code DOCKER_BUILDKIT=0} switches the engine's BuildKit off
 */
public record BuilderSettings(
        Kind kind, Optional<URI> buildkitHost, Optional<Path> certificates, boolean engineBuildKitOff) {

    /** Which builder is asked for. */
    public enum Kind {
        /** BuildKit where it answers, else the classic builder. */
        AUTO,
        /** BuildKit or nothing. */
        BUILDKIT,
        /** The engine's classic builder. */
        CLASSIC
    }

    /**
     * Reads them as the user gives them.
     *
     * @param builder {@code auto}, {@code buildkit} or {@code classic}
     * @param host {@code <buildkitHost>}, where given
     * @param environment of which {@code BUILDKIT_HOST} and {@code DOCKER_BUILDKIT} are read
     * @throws ActionableException when one has a value that it cannot have
     */
    public static BuilderSettings of(
            String builder, Optional<String> host, Optional<Path> certificates, Map<String, String> environment) {
        Kind kind = kind(builder);
        Optional<URI> address = host.map(text -> address(text, "<buildkitHost> (-Decs.buildkitHost)"))
                .or(() -> Optional.ofNullable(environment.get("BUILDKIT_HOST"))
                        .filter(text -> !text.isBlank() && kind != Kind.CLASSIC)
                        .map(text -> address(text, "The environment variable BUILDKIT_HOST")));
        if (kind == Kind.CLASSIC && address.isPresent()) {
            throw new ActionableException(
                    "<builder> is classic, and <buildkitHost> names a BuildKit daemon.",
                    "Leave one of them out; a daemon has no classic builder.");
        }
        return new BuilderSettings(kind, address, certificates, "0".equals(environment.get("DOCKER_BUILDKIT")));
    }

    private static Kind kind(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "auto" -> Kind.AUTO;
            case "buildkit" -> Kind.BUILDKIT;
            case "classic" -> Kind.CLASSIC;
            default -> throw new ActionableException(
                    "<builder> is '" + text + "'.", "Set it to auto, buildkit or classic (-Decs.builder).");
        };
    }

    private static URI address(String text, String origin) {
        boolean unix = text.matches("unix:///.+");
        boolean tcp = text.matches("tcp://[^/:]+:\\d{1,5}/?|tcp://\\[[0-9a-fA-F:]+]:\\d{1,5}/?");
        if (!unix && !tcp) {
            throw new ActionableException(
                    origin + " is '" + text + "', which is not the address of a BuildKit daemon.",
                    "Write it as unix:///path/to/buildkitd.sock or tcp://host:port.");
        }
        return URI.create(text.replace(" ", "%20"));
    }
}
