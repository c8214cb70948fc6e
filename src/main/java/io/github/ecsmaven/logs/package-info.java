/** What containers wrote: the only package that knows the SDK of CloudWatch Logs. */
@NullMarked
package io.github.ecsmaven.logs;

import org.jspecify.annotations.NullMarked;
