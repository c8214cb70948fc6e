/**
 * A service from nothing: what it is made of, and the CloudFormation template of that. The only room that knows the SDK's
 * CloudFormation client. Property names are those of the CloudFormation template reference.
 */
@NullMarked
package io.github.ecsmaven.stack;

import org.jspecify.annotations.NullMarked;
