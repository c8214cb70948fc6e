/**
 * BuildKit without the docker command line: a client of its Control API, and the session services that a running build calls back
 * (moby/buildkit: api/services/control, session). It dials through {@code docker}.
 */
@NullMarked
package io.github.ecsmaven.buildkit;

import org.jspecify.annotations.NullMarked;
