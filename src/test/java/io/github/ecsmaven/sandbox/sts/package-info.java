/** Who calls: access keys, sessions and assumed roles. */
@NullMarked
package io.github.ecsmaven.sandbox.sts;

import org.jspecify.annotations.NullMarked;
