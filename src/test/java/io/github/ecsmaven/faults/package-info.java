/** What goes wrong around the goals, what the user sees of it and what state is left: the page {@code faults.md} is made here. */
@NullMarked
package io.github.ecsmaven.faults;

import org.jspecify.annotations.NullMarked;
