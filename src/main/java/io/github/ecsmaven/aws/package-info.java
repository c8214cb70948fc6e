/**
 * The way to AWS: whose credentials, which region, through which proxy, and what a refusal means. Other rooms hand in a client's
 * builder and get a client back.
 */
@NullMarked
package io.github.ecsmaven.aws;

import org.jspecify.annotations.NullMarked;
