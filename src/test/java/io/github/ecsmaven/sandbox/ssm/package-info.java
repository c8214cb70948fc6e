/** SSM's Parameter Store on this machine. */
@NullMarked
package io.github.ecsmaven.sandbox.ssm;

import org.jspecify.annotations.NullMarked;
