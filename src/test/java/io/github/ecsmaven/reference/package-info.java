/** The page of errors, made from the sources: every error that a user can meet, in the words that it is said in. */
@NullMarked
package io.github.ecsmaven.reference;

import org.jspecify.annotations.NullMarked;
