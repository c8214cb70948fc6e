/** What every room of the plugin shares: the error that tells its reader what to do. */
@NullMarked
package io.github.ecsmaven;

import org.jspecify.annotations.NullMarked;
