/** IAM on this machine: as much of roles as their readers see. */
@NullMarked
package io.github.ecsmaven.sandbox.iam;

import org.jspecify.annotations.NullMarked;
