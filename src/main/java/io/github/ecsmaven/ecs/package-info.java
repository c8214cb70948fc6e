/**
 * Amazon ECS: task definition revisions that pin an image, the change that a service needs, and the verdict on its deployment. The
 * only room that knows the SDK's ECS client. Its rules are those of the ECS API reference and developer guide.
 */
@NullMarked
package io.github.ecsmaven.ecs;

import org.jspecify.annotations.NullMarked;
