/** CloudWatch alarms on this machine. */
@NullMarked
package io.github.ecsmaven.sandbox.monitoring;

import org.jspecify.annotations.NullMarked;
