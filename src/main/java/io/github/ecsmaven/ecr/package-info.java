/**
 * Amazon ECR: hosts and names, credentials, repositories, what is published in them, lifecycle policies. Changes are decided first
 * and carried out after, so that a plan and a deployment are one computation.
 */
@NullMarked
package io.github.ecsmaven.ecr;

import org.jspecify.annotations.NullMarked;
