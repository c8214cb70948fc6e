/** ECR's JSON API and the repositories behind it and behind the registry. */
@NullMarked
package io.github.ecsmaven.sandbox.ecr;

import org.jspecify.annotations.NullMarked;
