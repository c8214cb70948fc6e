/** Application Auto Scaling on this machine, as far as it keeps what ECS services are to be scaled by. It never scales anything. */
@NullMarked
package io.github.ecsmaven.sandbox.autoscaling;

import org.jspecify.annotations.NullMarked;
