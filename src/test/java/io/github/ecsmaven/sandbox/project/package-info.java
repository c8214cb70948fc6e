/** What the hook scripts of the integration tests ({@code src/it/projects}) start and look at. */
@NullMarked
package io.github.ecsmaven.sandbox.project;

import org.jspecify.annotations.NullMarked;
