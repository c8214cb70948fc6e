/**
 * CloudFormation on this machine: change sets and stacks of the resource types whose tables lie in {@code /cloudformation}, made of the sandbox's own
 * services through the operations that everybody calls. What it does not know is an error.
 */
@NullMarked
package io.github.ecsmaven.sandbox.cloudformation;

import org.jspecify.annotations.NullMarked;
