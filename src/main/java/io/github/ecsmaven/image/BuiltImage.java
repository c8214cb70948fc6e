package io.github.ecsmaven.image;

/**
 * An image in the engine.
 *
 * @param id what the engine calls the image: the digest of its configuration, or of its manifest where the engine's image store is
 *     containerd's
 * @param platform what it runs on
 * @param size size in bytes of its unpacked layers, as the engine reports it
 */
public record BuiltImage(Digest id, Platform platform, long size) {}
