/**
 * AWS on this machine: a stand-in for ECR, STS, IAM's roles, Elastic Load Balancing, CloudFormation and (in {@code sandbox.ecs}) ECS that speaks AWS's own protocols on a
 * loopback port, real enough that a real Docker Engine pushes to it. It is a reading of AWS's documentation, never more lenient than AWS; what it
 * does not implement is an error, never an empty answer.
 */
@NullMarked
package io.github.ecsmaven.sandbox;

import org.jspecify.annotations.NullMarked;
