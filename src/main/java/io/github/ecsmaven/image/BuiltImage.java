package io.github.ecsmaven.image;

/**
 * An image in the engine.
 *
 * @param id what the engine calls the image: the digest of its configuration, or of its manifest where the engine's image store is
 *     containerd's
 * @param platform what it runs on
 * @param size size in bytes as the engine reports it: that of its unpacked layers, or where the image store is containerd's of all that
 *     is stored of it, the compressed layers too
 */
public record BuiltImage(Digest id, Platform platform, long size) {}
