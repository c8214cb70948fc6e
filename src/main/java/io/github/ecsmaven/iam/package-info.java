/** IAM in its own words: statements, policies, what the goals call, and AWS's sentences about what is missing. The JDK alone. */
@NullMarked
package io.github.ecsmaven.iam;

import org.jspecify.annotations.NullMarked;
