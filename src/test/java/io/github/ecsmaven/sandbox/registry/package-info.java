/** The OCI distribution registry in front of the repositories: what a Docker Engine pushes to and pulls from. */
@NullMarked
package io.github.ecsmaven.sandbox.registry;

import org.jspecify.annotations.NullMarked;
