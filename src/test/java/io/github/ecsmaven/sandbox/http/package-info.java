/** A small HTTP/1.1 server for loopback: what the JDK's cannot do is drop a TLS hello at its first byte or reset a connection on demand. */
@NullMarked
package io.github.ecsmaven.sandbox.http;

import org.jspecify.annotations.NullMarked;
