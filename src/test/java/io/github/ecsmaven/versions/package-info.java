/** A whole deployment under each Maven, JDK and Docker Engine that the plugin says it supports ({@code src/it/versions.sh}). */
@NullMarked
package io.github.ecsmaven.versions;

import org.jspecify.annotations.NullMarked;
