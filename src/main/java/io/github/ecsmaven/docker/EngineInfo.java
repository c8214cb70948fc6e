package io.github.ecsmaven.docker;

/**
 * What an engine says about itself.
 *
 * @param host address under which it was reached, such as {@code unix:///var/run/docker.sock}
 * @param hostOrigin where that address came from, such as {@code the environment variable DOCKER_HOST}
 * @param server name of the server: {@code Docker}, or {@code Libpod} for Podman
 * @param version version of the server, such as {@code 20.10.24}
 * @param apiVersion newest version of the Engine API that it speaks, such as {@code 1.41}
 * @param os operating system that its containers run on, such as {@code linux}
 * @param architecture processor architecture in Go's words, such as {@code amd64}
 */
public record EngineInfo(
        String host,
        String hostOrigin,
        String server,
        String version,
        String apiVersion,
        String os,
        String architecture) {
    static final String PODMAN = "Libpod";

    /** Whether this is Podman. */
    public boolean isPodman() {
        return server.equals(PODMAN);
    }
}
