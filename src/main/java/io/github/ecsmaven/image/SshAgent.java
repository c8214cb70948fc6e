package io.github.ecsmaven.image;

import java.nio.file.Path;

/**
 * An SSH agent that {@code RUN --mount=type=ssh} may use while the image is built.
 *
 * @param id name by which the Dockerfile asks for it; {@code default} when it does not say
 * @param socket Unix socket on which the agent listens
 */
public record SshAgent(String id, Path socket) {}
