/**
 * The messages of BuildKit's Control API and of the session services it calls back, each with its field numbers, in the binary form of
 * Protocol Buffers ("Encoding", protobuf.dev). Only what a client needs is here; unknown fields are passed over. Knows no gRPC.
 */
@NullMarked
package io.github.ecsmaven.buildkit.wire;

import org.jspecify.annotations.NullMarked;
