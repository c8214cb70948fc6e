/**
 * gRPC as BuildKit needs it, over HTTP/2 on connections that are given: both roles, blocking, without compression, retries or TLS
 * (grpc/grpc: doc/PROTOCOL-HTTP2.md; RFC 9113). It is small because each Maven run loads and starts it anew. The only package that knows
 * the frames and HPACK of Apache HttpComponents Core.
 */
@NullMarked
package io.github.ecsmaven.buildkit.grpc;

import org.jspecify.annotations.NullMarked;
