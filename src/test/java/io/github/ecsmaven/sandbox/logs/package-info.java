/** The part of CloudWatch Logs that a deployer meets: log groups, the streams of containers, and their lines. */
@NullMarked
package io.github.ecsmaven.sandbox.logs;

import org.jspecify.annotations.NullMarked;
