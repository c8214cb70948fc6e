/** Secrets Manager on this machine. */
@NullMarked
package io.github.ecsmaven.sandbox.secrets;

import org.jspecify.annotations.NullMarked;
