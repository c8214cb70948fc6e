/** Services of AWS's query protocol: form fields in, XML out. */
@NullMarked
package io.github.ecsmaven.sandbox.query;

import org.jspecify.annotations.NullMarked;
