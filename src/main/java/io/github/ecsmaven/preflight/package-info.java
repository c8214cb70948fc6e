/** What would fail later, found before anything is built: one class for each thing that is looked at. It reads only. */
@NullMarked
package io.github.ecsmaven.preflight;

import org.jspecify.annotations.NullMarked;
