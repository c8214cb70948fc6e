/** Registries that are no one's in particular: which image a tag is there (OCI distribution specification). Knows the JDK and JSON. */
@NullMarked
package io.github.ecsmaven.registry;

import org.jspecify.annotations.NullMarked;
