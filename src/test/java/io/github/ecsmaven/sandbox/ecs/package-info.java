/**
 * Amazon ECS on this machine: a state machine on an injected clock behind ECS's own JSON protocol. It is a reading of AWS's documentation and of
 * the SDK's model, never more lenient than AWS; what it does not implement is an error, never an empty answer.
 */
@NullMarked
package io.github.ecsmaven.sandbox.ecs;

import org.jspecify.annotations.NullMarked;
